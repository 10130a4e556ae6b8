// Step 6: due callback rows -> leased; sent with nothing open; -> delivered, due again, or dead. Contract part 2.
// At least once: a crash between sending and recording leaves the row leased, and it is sent again when the lease ends.
// Never two deliveries of one event in flight: the lease is longer than the longest exchange.
//
//   claim()   takes due events within the limits of what is in flight   (store)
//   send()    one HTTP exchange and what it amounts to                  (network; any thread)
//   record()  keeps the attempt and moves the event on                  (store)
// claim and record may be called from several threads; the limits are kept inside.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "payment/ports.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::payment {

class DeliverCallback {
 public:
  struct Options {
    int in_flight = 32;
    int in_flight_per_host = 4;
    bool allow_private = false;  // callback.allow_private: loopback and private targets may be reached
    Millis lease{60'000};        // longer than connect and total limits together
  };

  DeliverCallback(Ports ports, ports::HttpClient& client, Options options)
      : ports_(ports), client_(client), options_(options) {}

  // Ends the leases that a killed process left behind. Called once, before the first claim(), by the only process that sends.
  void forget_leases();

  // Events to send now; each must be given to record() (after send()).
  [[nodiscard]] std::vector<core::CallbackEvent> claim();
  [[nodiscard]] core::CallbackAttempt send(const core::CallbackEvent& event);
  void record(const core::CallbackEvent& event, const core::CallbackAttempt& attempt);

  // When claim() is worth calling again, unless something new is due: nullopt when nothing is pending.
  [[nodiscard]] std::optional<Time> next_due() const;
  [[nodiscard]] int in_flight() const;

 private:
  [[nodiscard]] std::vector<core::CallbackEvent> look(Time now) const;
  [[nodiscard]] bool accepts(const core::CallbackEvent& event, const ports::HttpAnswer& answer, std::string& reason) const;
  void follow_waiting(ports::Tx& tx, const core::CallbackEvent& event, Time now);

  Ports ports_;
  ports::HttpClient& client_;
  Options options_;
  mutable std::mutex mutex_;
  std::map<std::string, int> hosts_;        // in flight, by host
  std::set<std::string> orders_in_flight_;  // one event of an order at a time, so that none overtakes another
  int in_flight_ = 0;
};

}  // namespace bepusdt::payment
