// bepusdt audit: holds the database against the six invariants, beside a running gateway or without; with --chain what the
// nodes of the settings say, too. Changes nothing.
#include <fmt/format.h>

#include <list>
#include <memory>

#include "app/audit_rounds.hpp"
#include "app/chain_readers.hpp"
#include "app/commands/command.hpp"
#include "app/commands/session.hpp"
#include "app/commands/terminal_language.hpp"
#include "app/version.hpp"
#include "audit/invariants.hpp"
#include "audit/on_chain.hpp"
#include "net/curl_client.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "sys/system_clock.hpp"
#include "sys/system_random.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::app {
namespace {

// Readers count and log for a gateway; here only what they answer is wanted.
class Unheard final : public ports::EventLog, public ports::Metrics {
 public:
  void write(ports::Severity, std::string_view, std::initializer_list<ports::Field>) override {}
  bool enabled(ports::Severity) const override { return false; }
  void add(std::string_view, double, std::initializer_list<std::string_view>) override {}
  void set(std::string_view, double, std::initializer_list<std::string_view>) override {}
  void observe(std::string_view, double, std::initializer_list<std::string_view>) override {}
};

struct Audited {
  audit::Tally tally;
  audit::Findings findings;
  std::optional<audit::OnChain> chain;
};

Result<audit::OnChain, ports::StoreError> ask_chains(const catalog::Settings& settings, ports::Store& store,
                                                     audit::Findings& findings) {
  net::CurlClient client(net::CurlOptions{settings.ca_file, fmt::format("bepusdt/{}", kVersion)});
  sys::SystemClock clock;
  sys::SystemRandom random;
  Unheard unheard;
  std::list<std::unique_ptr<ports::ChainReader>> made;
  audit::Readers readers;
  for (const auto& [name, chain] : settings.chains) {
    if (!chain.on) continue;
    made.push_back(make_reader(chain, {client, clock, unheard, unheard, random, settings.ca_file}));
    readers.emplace(core::ChainName(name), made.back().get());
  }
  return audit::audit_on_chain(store, readers, findings);
}

std::string as_text(const Audited& audited, wire::Language language) {
  const bool zh = language == wire::Language::zh;
  std::string out;
  for (const audit::Violation& v : audited.findings.kept())
    out += fmt::format("{} {} {}: {}\n", v.invariant, v.subject.table, v.subject.key, zh ? v.zh : v.en);
  if (const auto untold = audited.findings.count() - audited.findings.kept().size(); untold > 0)
    out += fmt::format(fmt::runtime(zh ? "…… 另有 {} 项\n" : "… and {} more\n"), untold);
  for (const audit::Invariant& invariant : audit::invariants())
    if (const auto count = audited.findings.count(invariant.number); count > 0)
      out += fmt::format(fmt::runtime(zh ? "不变量 {} 被违反 {} 次：{}。\n" : "invariant {} is violated {} times: {}.\n"),
                         invariant.number, count, zh ? invariant.zh : invariant.en);
  out += fmt::format(fmt::runtime(zh ? "已核对 {} 个订单、{} 笔转账、{} 个回调、{} 条链：{} 项违反\n"
                                     : "{} orders, {} transfers, {} callbacks and {} chains audited: {} violations\n"),
                     audited.tally.orders, audited.tally.transfers, audited.tally.callbacks, audited.tally.chains,
                     audited.findings.count());
  if (!audited.chain) return out;
  out += fmt::format(fmt::runtime(zh ? "已向节点核对 {} 项\n" : "{} things looked up at the nodes\n"), audited.chain->asked);
  if (audited.chain->without_reader > 0)
    out += fmt::format(fmt::runtime(zh ? "{} 个已支付订单所在的链未启用，未核对\n"
                                       : "{} paid orders are of chains that are off, and were not looked up\n"),
                       audited.chain->without_reader);
  return out;
}

std::string as_json(const Audited& audited) {
  std::string out;
  wire::JsonWriter json(out);
  json.begin_object();
  json.key("clean").boolean(audited.findings.count() == 0);
  json.key("orders").integer(audited.tally.orders);
  json.key("transfers").integer(audited.tally.transfers);
  json.key("callbacks").integer(audited.tally.callbacks);
  json.key("chains").integer(audited.tally.chains);
  json.key("count").integer(audited.findings.count());
  json.key("violations").begin_array();
  for (const audit::Violation& v : audited.findings.kept()) {
    json.begin_object();
    json.key("invariant").integer(v.invariant);
    json.key("name").text(audit::invariants()[static_cast<std::size_t>(v.invariant - 1)].name);
    json.key("table").text(v.subject.table);
    json.key("row").text(v.subject.key);
    json.key("zh").text(v.zh);
    json.key("en").text(v.en);
    json.end_object();
  }
  json.end_array();
  if (audited.chain) {
    json.key("asked_on_chain").integer(audited.chain->asked);
    json.key("not_asked").integer(audited.chain->without_reader);
    json.key("cannot_reach").begin_object();
    for (const auto& [chain, reason] : audited.chain->cannot_reach) json.key(chain.value()).text(reason);
    json.end_object();
  }
  json.end_object();
  return out + "\n";
}

int run_audit(const Invocation& invocation, bool with_chain) {
  int status = kDone;
  const auto loaded = read_settings(invocation, status);
  if (!loaded) return status;
  const wire::Language language = terminal_language();
  store::SqliteOptions options;
  options.path = loaded->settings.database;
  options.create = false;
  const auto store = store::SqliteStore::open(options);
  if (!store) return say_no(language == wire::Language::zh ? store.error().zh : store.error().en, kCannotReach);

  audit::AuditRun run(**store, rate_rules(loaded->settings));
  if (const auto done = run.finish(); !done) return say_no(done.error().reason, kCannotReach);
  Audited audited{run.tally(), run.findings(), {}};
  if (with_chain) {
    auto asked = ask_chains(loaded->settings, **store, audited.findings);
    if (!asked) return say_no(asked.error().reason, kCannotReach);
    audited.chain = *std::move(asked);
    for (const auto& [chain, reason] : audited.chain->cannot_reach) say_no(fmt::format("{}: {}", chain.value(), reason));
  }
  const std::string text = invocation.json ? as_json(audited) : as_text(audited, language);
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (audited.findings.count() > 0) return kSaidNo;
  return audited.chain && !audited.chain->cannot_reach.empty() ? kCannotReach : kDone;
}

}  // namespace

void add_audit(CLI::App& root, Invocation& invocation) {
  CLI::App& command = *root.add_subcommand("audit", "Hold the database against what must never happen / 核对数据库");
  const auto with_chain = std::make_shared<bool>(false);
  command.add_flag("--chain", *with_chain, "Ask the nodes, too, for each payment / 同时向节点核对每笔付款");
  add_settings_options(command, invocation);
  add_json_option(command, invocation);
  command.callback([&invocation, with_chain] {
    invocation.run = [&invocation, with_chain] { return run_audit(invocation, *with_chain); };
  });
}

}  // namespace bepusdt::app
