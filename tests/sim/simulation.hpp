// Simulation: one world made of one seed, run for so many steps and then left in peace until everything has come to rest. The
// gateway's steps are the real ones on the real SQLite; everything around them is modelled. Same seed, same run, to the byte.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sim/auditor.hpp"
#include "sim/customers.hpp"
#include "sim/database.hpp"
#include "sim/life.hpp"
#include "sim/merchant_world.hpp"
#include "sim/network.hpp"
#include "sim/price_market.hpp"
#include "sim/script.hpp"
#include "sim/stage.hpp"
#include "sim/watching_log.hpp"

namespace bepusdt::sim {

[[nodiscard]] Outcome simulate(const Script& script);

class Simulation {
 public:
  explicit Simulation(const Script& script);
  ~Simulation();
  [[nodiscard]] Outcome run();

 private:
  struct Running {  // a step that runs or waits
    Step step;
    std::optional<std::size_t> chain;  // whose loop it is of
  };

  void take_step(std::size_t number);
  void something_happens();
  void gateway_step(Step step);
  void run_step(Step step);
  [[nodiscard]] bool do_step(Step step, std::optional<std::size_t> chain);
  void wait(Waiting what);
  void interrupt();
  void time_passes(Millis by);

  void start_gateway();
  void bury_gateway();
  void power_cut();
  void arm_disk();
  void look_at_disk();

  void rest();
  [[nodiscard]] bool round_of_all_steps();
  [[nodiscard]] std::string unrest();
  [[nodiscard]] Millis pause();
  void audit();

  const Script script_;
  Stage stage_;
  test::SimDisk disk_;
  test::SimDisk::Counts disk_seen_;
  std::vector<std::unique_ptr<ChainWorld>> chains_;
  ports::DirectorySnapshot settings_;
  WatchingLog log_;
  struct NoMetrics final : ports::Metrics {
    void add(std::string_view, double, std::initializer_list<std::string_view>) override {}
    void set(std::string_view, double, std::initializer_list<std::string_view>) override {}
    void observe(std::string_view, double, std::initializer_list<std::string_view>) override {}
  } metrics_;
  PriceMarket market_;
  Auditor auditor_;
  MerchantWorld merchants_;
  Network network_;
  Customers customers_;
  Draw entropy_;
  Outside outside_;
  std::unique_ptr<Life> life_;
  std::vector<Running> running_;
  bool changed_ = false;       // something was committed since the last audit
  int short_of_room_for_ = 0;  // top-level steps for which the disk stays full
};

}  // namespace bepusdt::sim
