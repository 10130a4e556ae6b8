// CallbackDesk: takes one callback at a time as `bepusdt listen` is told to: verifies it, forwards it or makes up an answer,
// and writes down what happened, for people or as a line of JSON. Safe from several threads; blocks while it forwards.
#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <bepusdt/transport.hpp>

#include "app/listen/callback_report.hpp"
#include "app/listen/receiver.hpp"
#include "base/secret.hpp"
#include "ports/clock.hpp"

namespace bepusdt::app {

struct DeskOptions {
  std::vector<Secret> tokens;
  Seconds tolerance{300};
  std::string forward_to;             // empty: nobody
  std::optional<std::string> answer;  // absent: ok to what is verified, fail to what is not
  std::optional<int> status;          // absent: 200 and 400 likewise
  Millis delay{0};
  bool json = false;
  wire::Language language = wire::Language::en;
};

class CallbackDesk {
 public:
  using Write = std::function<void(std::string_view)>;

  // `write` gets whole records and is called by one thread at a time.
  CallbackDesk(DeskOptions options, std::shared_ptr<sdk::Transport> transport, const ports::Clock& clock, Write write)
      : options_(std::move(options)), transport_(std::move(transport)), clock_(clock), write_(std::move(write)) {}

  [[nodiscard]] ReceiverAnswer take(const ReceivedRequest& request);

 private:
  // What became of forwarding it.
  struct Forwarded {
    std::optional<ReceiverAnswer> answer;
    std::string failure;
  };

  [[nodiscard]] Forwarded forward(const ReceivedRequest& request) const;
  [[nodiscard]] ReceiverAnswer own_answer(bool verified) const;
  [[nodiscard]] std::string as_json(int number, const ReceivedRequest& request, const CallbackReport& report,
                                    const std::optional<Forwarded>& forwarded, const ReceiverAnswer& answer) const;
  [[nodiscard]] std::string as_text(int number, const ReceivedRequest& request, const CallbackReport& report,
                                    const std::optional<Forwarded>& forwarded, const ReceiverAnswer& answer) const;

  const DeskOptions options_;
  const std::shared_ptr<sdk::Transport> transport_;
  const ports::Clock& clock_;
  const Write write_;
  std::mutex mutex_;
  int count_ = 0;  // guarded by mutex_
};

}  // namespace bepusdt::app
