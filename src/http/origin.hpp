// Origin: who sent a request and under which address they reached us, after trusted proxies were taken into account
// (server/forwarded.hpp decides).
#pragma once

#include <string>

namespace bepusdt::http {

struct Origin {
  std::string address;             // of the client, without port; an IPv4-mapped IPv6 address is written as IPv4
  bool from_this_machine = false;  // the connection itself, whatever headers say
  bool https = false;              // how the client reached the outermost proxy we trust
  std::string host;                // "pay.example.com:8443", as the client named us; empty when it did not

  void clear() {  // keeps the buffers
    address.clear();
    from_this_machine = https = false;
    host.clear();
  }
};

}  // namespace bepusdt::http
