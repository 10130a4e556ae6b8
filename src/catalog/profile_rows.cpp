// The rows of a merchant and its profile (contract part 1 §1a), of a wallet, and of an endpoint that is written as a table.
#include <array>

#include "catalog/setting_assignments.hpp"
#include "catalog/setting_rows.hpp"

namespace bepusdt::catalog {
namespace {

using enum SettingKind;
using P = core::MerchantProfile;

const std::array kProfile{
    Bound<P>{{"actual_amount", choice, R"("string")", "string|number", "回调中 actual_amount 的类型",
              "Type of actual_amount in callbacks"},
             &assign<&P::actual_amount, P>},
    Bound<P>{{"number_text", choice, R"("plain")", "plain|go", "回调签名中数字的写法",
              "How numbers are written in a callback's signature"},
             &assign<&P::number_text, P>},
    Bound<P>{{"events", list, R"(["paid"])", "paid|expired|waiting", "发送哪些事件；paid 必须在内",
              "Which events are sent; paid is always among them"},
             &set_events},
    Bound<P>{{"ack", choice, R"("ok")", "ok|any_200", "怎样的回答算送达", "Which answer counts as delivered"},
             &assign<&P::ack, P>},
    Bound<P>{{"extra_fields", list, "[]", "money|buyer", "回调中附加的字段", "Further fields of a callback"},
             &set_extra_fields},
    Bound<P>{{"hash_before_payment", choice, R"("empty")", "empty|trade_id", "付款前的 block_transaction_id",
              "block_transaction_id before the payment"},
             &assign<&P::hash_before_payment, P>},
    Bound<P>{
        {"answer_amounts", choice, R"("string")", "string|number", "应答中金额的类型", "Type of the amounts in answers"},
        &assign<&P::answer_amounts, P>},
    Bound<P>{{"errors", choice, R"("status_code")", "status_code|http", "错误怎样返回", "How errors are transported"},
             &assign<&P::errors, P>},
    Bound<P>{{"epay_may_set", list, "[]", "rate|address|timeout", "易支付请求可以指定的字段",
              "Fields that an epay request may set"},
             &set_epay_may_set},
};

const std::array kMerchant{
    Bound<core::Merchant>{
        {"id", text, "", "", "商户编号，请求以 merchant_id 指明", "The merchant's id, named by requests as merchant_id"},
        &set_merchant_id},
    Bound<core::Merchant>{
        {"token", secret, "", "", "商户的令牌，规则同 auth_token", "The merchant's token; the rules of auth_token apply"},
        &assign<&core::Merchant::token, core::Merchant>},
    Bound<core::Merchant>{{"pid", text, R"("")", "", "易支付的商户号（纯数字）；默认商户为 1000",
                           "The merchant's number for epay, digits; the default merchant's is 1000"},
                          &set_merchant_pid},
};

const std::array kWallet{
    Bound<WalletRowValue>{{"address", text, "", "", "收款地址", "The address that is paid to"},
                          &assign<&WalletRowValue::address, WalletRowValue>},
    Bound<WalletRowValue>{{"trade_types", list, "", "", "用它收哪些交易类型", "The trade types that it collects"},
                          &assign<&WalletRowValue::trade_types, WalletRowValue>},
};

const std::array kEndpoint{
    Bound<Endpoint>{
        {"url", url, "", "",
         "节点网址（可含密钥）；TON 亦可为 lite://主机:端口/公钥，或 lite+config:文件（网络的 global.config.json 中的全部 "
         "lite-server）",
         "The node's URL; may hold a key; for TON also a lite-server, lite://HOST:PORT/KEY, or lite+config:FILE, all "
         "lite-servers that a network's global.config.json lists"},
        &assign<&Endpoint::url, Endpoint>},
    Bound<Endpoint>{{"key", secret, R"("")", "", "密钥，随每个请求发送", "A key that is sent with each request"},
                    &assign<&Endpoint::key, Endpoint>},
    Bound<Endpoint>{{"requests_per_second", decimal, "0", "0..100000",
                     "每秒请求数上限；0 为不限（toncenter 除外：无密钥每秒 1 次，有密钥 10 次）",
                     "Requests a second at most; 0: no limit of our own, except for toncenter: 1, with a key 10"},
                    &assign<&Endpoint::requests_per_second, Endpoint>},
    Bound<Endpoint>{
        {"traces", boolean, "false", "",
         "EVM：节点提供 debug_traceBlockByHash 或 trace_block：看得到合约付出的原生币；此时区块只在这样的端点读取",
         "EVM: the node has debug_traceBlockByHash or trace_block: native coins that contracts pay are seen; blocks "
         "are then read at such endpoints only"},
        &assign<&Endpoint::traces, Endpoint>},
    Bound<Endpoint>{
        {"websocket", url, R"("")", "",
         "EVM：ws:// 或 wss:// 网址（可含密钥），新区块出现时提前查看；从不是数据来源，断开也只影响快慢",
         "EVM: a ws:// or wss:// URL (may hold a key) whose news of a block only makes the next look come earlier; "
         "never a source of data"},
        &assign<&Endpoint::websocket, Endpoint>},
    Bound<Endpoint>{{"solidity", url, R"("")", "", "波场：查询固化区块的地址", "Tron: where the solidified block is asked"},
                    &assign<&Endpoint::solidity, Endpoint>},
    Bound<Endpoint>{{"blocks", boolean, "false", "", "Solana：从此节点读取整个区块，而不是收款账户的交易",
                     "Solana: whole blocks are read here, instead of the wallets' transactions"},
                    &assign<&Endpoint::blocks, Endpoint>},
};

}  // namespace

std::span<const Bound<core::MerchantProfile>> profile_rows() { return kProfile; }
std::span<const Bound<core::Merchant>> merchant_rows() { return kMerchant; }
std::span<const Bound<WalletRowValue>> wallet_rows() { return kWallet; }
std::span<const Bound<Endpoint>> endpoint_rows() { return kEndpoint; }

}  // namespace bepusdt::catalog
