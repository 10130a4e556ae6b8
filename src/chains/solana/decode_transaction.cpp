#include "chains/solana/decode_transaction.hpp"

#include <algorithm>
#include <charconv>

#include "chains/json_fields.hpp"

namespace bepusdt::chains::solana {
namespace {

namespace od = simdjson::ondemand;

constexpr std::size_t kMostAccounts = 256;  // a transaction indexes them by one byte

std::unexpected<DecodeError> wrong(std::string_view what) { return fail(DecodeError{"transaction: " + std::string(what)}); }

bool is_base58(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= '1' && c <= '9') || (c >= 'A' && c <= 'Z' && c != 'I' && c != 'O') || (c >= 'a' && c <= 'z' && c != 'l');
  });
}

bool is_null(Json& value) {
  bool null = false;
  return !value.is_null().get(null) && null;
}

// Calls `read(item)` for each; false: it is no array, it is cut off, or `read` returned false.
template <class Read>
bool each_of(Json& value, Read&& read) {
  od::array items;
  if (value.get_array().get(items)) return false;
  for (auto item : items) {
    Json each;
    if (item.get(each) || !read(each)) return false;
  }
  return true;
}

// The parts of a transaction as they come; the order of fields is the node's.
struct Parts {
  std::optional<std::vector<std::string>> keys;  // strings or objects
  bool keys_are_whole = false;                   // objects: the loaded ones are among them
  std::vector<std::string> writable, readonly;
  std::optional<std::string> signature;
  std::optional<std::vector<std::uint64_t>> before, after;
  std::optional<std::vector<TokenBalance>> tokens_before, tokens_after;
  std::optional<bool> failed;
  std::optional<std::uint64_t> fee;
};

bool read_account(Json& value, std::vector<std::string>& into) {
  std::string_view text;
  if (into.size() >= kMostAccounts || value.get_string().get(text) || !is_account(text)) return false;
  into.emplace_back(text);
  return true;
}

bool read_keys(Json& value, Parts& parts) {
  parts.keys.emplace();
  return each_of(value, [&](Json& each) {
    od::json_type type;
    if (each.type().get(type)) return false;
    if (type == od::json_type::string) return !parts.keys_are_whole && read_account(each, *parts.keys);
    od::object object;
    if (each.get_object().get(object)) return false;
    if (!parts.keys_are_whole && !parts.keys->empty()) return false;
    parts.keys_are_whole = true;
    const std::size_t count = parts.keys->size();
    bool good = true;
    const auto walked = for_each_field(object, [&](std::string_view key, Json& field) {
      if (key == "pubkey") good = read_account(field, *parts.keys);
      return good;
    });
    return !walked && good && parts.keys->size() == count + 1;
  });
}

bool read_numbers(Json& value, std::optional<std::vector<std::uint64_t>>& into) {
  into.emplace();
  return each_of(value, [&](Json& each) {
    std::uint64_t number = 0;
    if (into->size() >= kMostAccounts || each.get_uint64().get(number)) return false;
    into->push_back(number);
    return true;
  });
}

bool read_units(Json& value, std::optional<std::uint64_t>& units) {
  od::object object;
  if (value.get_object().get(object)) return false;
  const auto walked = for_each_field(object, [&](std::string_view key, Json& field) {
    std::string_view text;
    std::uint64_t number = 0;
    if (key != "amount" || field.get_string().get(text)) return true;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) units = number;
    return true;
  });
  return !walked && units.has_value();
}

bool read_token_balance(Json& value, std::vector<TokenBalance>& into) {
  od::object object;
  if (into.size() >= kMostAccounts || value.get_object().get(object)) return false;
  TokenBalance balance;
  std::optional<std::uint64_t> index, units;
  bool good = true;
  const auto walked = for_each_field(object, [&](std::string_view key, Json& field) {
    std::string_view text;
    if (key == "accountIndex") {
      std::uint64_t number = 0;
      if (!field.get_uint64().get(number)) index = number;
    } else if (key == "mint") {
      if (!field.get_string().get(text) && is_account(text)) balance.mint = text;
    } else if (key == "owner") {
      // Some records of old have it empty.
      if (!is_null(field)) good = !field.get_string().get(text) && (text.empty() || is_account(text));
      balance.owner = text;
    } else if (key == "uiTokenAmount") {
      good = read_units(field, units);
    }
    return good;
  });
  if (walked || !good || !index || !units || balance.mint.empty()) return false;
  balance.account = static_cast<std::size_t>(*index);
  balance.units = *units;
  if (std::ranges::find(into, balance.account, &TokenBalance::account) != into.end()) return false;
  into.push_back(std::move(balance));
  return true;
}

bool read_token_balances(Json& value, std::optional<std::vector<TokenBalance>>& into) {
  if (is_null(value)) return true;  // not told
  into.emplace();
  return each_of(value, [&](Json& each) { return read_token_balance(each, *into); });
}

bool read_loaded(Json& value, Parts& parts) {
  if (is_null(value)) return true;
  od::object object;
  if (value.get_object().get(object)) return false;
  bool good = true;
  const auto walked = for_each_field(object, [&](std::string_view key, Json& field) {
    if (key == "writable") good = each_of(field, [&](Json& each) { return read_account(each, parts.writable); });
    if (key == "readonly") good = each_of(field, [&](Json& each) { return read_account(each, parts.readonly); });
    return good;
  });
  return !walked && good;
}

bool read_meta(Json& value, Parts& parts) {
  od::object object;
  if (value.get_object().get(object)) return false;
  bool good = true;
  const auto walked = for_each_field(object, [&](std::string_view key, Json& field) {
    std::uint64_t number = 0;
    if (key == "err") {
      good = !parts.failed;
      parts.failed = !is_null(field);
    } else if (key == "fee") {
      if (!field.get_uint64().get(number)) parts.fee = number;
    } else if (key == "preBalances") {
      good = !parts.before && read_numbers(field, parts.before);
    } else if (key == "postBalances") {
      good = !parts.after && read_numbers(field, parts.after);
    } else if (key == "preTokenBalances") {
      good = !parts.tokens_before && read_token_balances(field, parts.tokens_before);
    } else if (key == "postTokenBalances") {
      good = !parts.tokens_after && read_token_balances(field, parts.tokens_after);
    } else if (key == "loadedAddresses") {
      good = parts.writable.empty() && parts.readonly.empty() && read_loaded(field, parts);
    }
    return good;
  });
  return !walked && good;
}

// {"signatures": […], "message": {"accountKeys": […], …}}, or with the keys beside the signatures.
bool read_message(Json& value, Parts& parts) {
  od::object object;
  if (value.get_object().get(object)) return false;
  bool good = true;
  const auto walked = for_each_field(object, [&](std::string_view key, Json& field) {
    if (key == "accountKeys") {
      good = !parts.keys && read_keys(field, parts);
    } else if (key == "signatures") {
      good = !parts.signature && each_of(field, [&](Json& each) {
        std::string_view text;
        if (each.get_string().get(text) || !is_signature(text)) return false;
        if (!parts.signature) parts.signature = text;
        return true;
      });
    } else if (key == "message") {
      od::object message;
      good = !field.get_object().get(message);
      if (!good) return false;
      const auto inner = for_each_field(message, [&](std::string_view name, Json& each) {
        if (name == "accountKeys") good = !parts.keys && read_keys(each, parts);
        return good;
      });
      good = good && !inner;
    }
    return good;
  });
  return !walked && good;
}

Decoded<Transaction> whole(Parts parts) {
  if (!parts.signature) return wrong("has no signature");
  if (!parts.keys || parts.keys->empty()) return wrong("has no accounts");
  if (!parts.failed) return wrong("is not told whether it failed");
  if (!parts.before || !parts.after || !parts.fee) return wrong("lacks its balances");
  Transaction transaction;
  transaction.signature = std::move(*parts.signature);
  transaction.succeeded = !*parts.failed;
  transaction.fee = *parts.fee;
  transaction.accounts = std::move(*parts.keys);
  if (!parts.keys_are_whole) {
    std::ranges::move(parts.writable, std::back_inserter(transaction.accounts));
    std::ranges::move(parts.readonly, std::back_inserter(transaction.accounts));
  }
  const std::size_t count = transaction.accounts.size();
  if (parts.before->size() != count || parts.after->size() != count)
    return wrong("has balances of another number of accounts than it has");
  transaction.lamports_before = std::move(*parts.before);
  transaction.lamports_after = std::move(*parts.after);
  transaction.tokens_told = parts.tokens_before && parts.tokens_after;
  if (!transaction.tokens_told) return transaction;
  const auto outside = [&](const TokenBalance& balance) { return balance.account >= count; };
  if (std::ranges::any_of(*parts.tokens_before, outside) || std::ranges::any_of(*parts.tokens_after, outside))
    return wrong("has a token balance of an account that it does not have");
  transaction.tokens_before = std::move(*parts.tokens_before);
  transaction.tokens_after = std::move(*parts.tokens_after);
  return transaction;
}

}  // namespace

bool is_account(std::string_view text) { return text.size() >= 32 && text.size() <= 44 && is_base58(text); }
bool is_signature(std::string_view text) { return text.size() >= 64 && text.size() <= 88 && is_base58(text); }

Decoded<Transaction> read_transaction_fields(od::object& object, const OtherField& other) {
  Parts parts;
  bool meta_seen = false, good = true;
  std::string_view at;
  const auto walked = for_each_field(object, [&](std::string_view key, Json& field) {
    at = key;
    if (key == "meta") {
      good = !std::exchange(meta_seen, true) && read_meta(field, parts);
    } else if (key == "transaction") {
      good = read_message(field, parts);
    } else {
      other(key, field);
    }
    return good;
  });
  if (!good) return wrong(std::string(at) + " is malformed");
  if (walked) return wrong(simdjson::error_message(walked));
  if (!meta_seen) return wrong("has no meta");
  return whole(std::move(parts));
}

Decoded<Transaction> read_transaction(Json value) {
  od::object object;
  if (value.get_object().get(object)) return wrong("is no object");
  return read_transaction_fields(object, [](std::string_view, Json&) {});
}

}  // namespace bepusdt::chains::solana
