// Two blocks with payments on two shards, read from endpoints of either kind, and what must hold whatever trouble an endpoint is in.
#pragma once

#include "lite_world.hpp"

namespace bepusdt::chains::ton {

template <class Kind>
class EndpointWorld : public chains::ReaderWorld<Kind> {
 protected:
  EndpointWorld() {
    using devnet::TonChain;
    this->chain.set_shards(2);
    this->chain.mine({TonChain::token(kPayer, kWallet, 5), TonChain::coin(kPayer, kOtherWallet, 6)});
    this->chain.mine({TonChain::token(kPayer, kOtherWallet, 7), TonChain::token(kPayer, kOtherWallet, 7),
                      TonChain::coin(kPayer, kWallet, 6)});
  }
};

template <class Kind>
struct Trouble {
  const char* name;
  void (*set)(typename Kind::Faults&);
  ports::ReadError::Kind kind;
};

template <class Kind>
class TroubleWorld : public EndpointWorld<Kind>, public ::testing::WithParamInterface<Trouble<Kind>> {
 protected:
  void is_an_error_and_the_next_endpoint_is_asked() {
    this->GetParam().set(this->a());
    EXPECT_EQ(this->error(this->at(1)).kind, this->GetParam().kind);
    this->fresh_reader();
    this->second_endpoint();
    EXPECT_EQ(this->plain(this->scanned(this->at(1)).transfers), this->expected());
  }
  void is_over_when_it_is_over() {
    this->GetParam().set(this->a());
    for (int i = 0; i < 5; ++i) {
      EXPECT_FALSE(this->scan(this->at(1)).has_value());
      this->clock.advance(Millis(60'000));
    }
    this->a() = {};
    this->clock.advance(Millis(600'000));
    EXPECT_EQ(this->plain(this->scanned(this->at(1)).transfers), this->expected());
    EXPECT_TRUE(this->health(0).healthy);
  }
};

}  // namespace bepusdt::chains::ton
