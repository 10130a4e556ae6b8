// The first schema. Three rules decided its shape (measured by bench/store_bench.cpp):
//
//   New rows append. An order is a row number, its trade id begins with the time, deadlines and holds ascend; only the unique
//   index of the offers has as many ends as there are prices. What is not needed on the path of a new order is a partial
//   index that a waiting order does not touch.
//   What an offer occupies, (chain, address, trade type), is one row of `places` and one small integer in the quote, so that
//   an entry of the unique index has 15 bytes instead of 90. `order_list` and `quote_list` show it to people in full.
//   `released_at` = 0 while a quote is live, so that one unique index keeps live offers apart and finds the former ones.
//
// Amounts, rates and fiat are decimal text; times are milliseconds since 1970, block times seconds.
#include "store/migrations/migrations.hpp"

namespace bepusdt::store {

const char* const kSqlite0001Tables = R"sql(
CREATE TABLE orders (
  seq              INTEGER PRIMARY KEY,  -- in order of insertion
  trade_id         TEXT    NOT NULL UNIQUE,
  merchant_id      TEXT    NOT NULL,
  order_id         TEXT    NOT NULL,
  state            INTEGER NOT NULL,     -- 1 waiting, 2 paid, 3 expired, 4 cancelled, 5 confirming
  came_from        INTEGER NOT NULL,
  fiat             TEXT    NOT NULL,
  fiat_amount      TEXT    NOT NULL,
  open_amount      INTEGER NOT NULL,
  name             TEXT    NOT NULL,
  notify_url       TEXT    NOT NULL,
  redirect_url     TEXT    NOT NULL,
  parameters       TEXT    NOT NULL,
  quote_number     INTEGER NOT NULL,
  quote_count      INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  deadline         INTEGER NOT NULL,
  cancelled_at     INTEGER,
  paid_at          INTEGER,
  expired_event_at INTEGER,
  payment_hash     TEXT    NOT NULL,
  payment_position TEXT    NOT NULL,
  received         TEXT    NOT NULL,
  reversed         INTEGER NOT NULL
) STRICT;
CREATE INDEX orders_order_id ON orders (merchant_id, order_id);
CREATE INDEX orders_waiting  ON orders (deadline) WHERE state = 1;
CREATE INDEX orders_moved    ON orders (state)    WHERE state <> 1;

CREATE TABLE places (
  place       INTEGER PRIMARY KEY,
  merchant_id TEXT NOT NULL DEFAULT '',
  chain       TEXT NOT NULL,
  address     TEXT NOT NULL,
  trade_type  TEXT NOT NULL,
  UNIQUE (chain, address, trade_type)
) STRICT;

CREATE TABLE quotes (
  order_seq   INTEGER NOT NULL REFERENCES orders (seq) DEFERRABLE INITIALLY DEFERRED,
  number      INTEGER NOT NULL,
  merchant_id TEXT    NOT NULL,
  place       INTEGER NOT NULL REFERENCES places (place),
  units       TEXT    NOT NULL,
  fiat        TEXT    NOT NULL,
  fiat_amount TEXT    NOT NULL,
  rate        TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  deadline    INTEGER NOT NULL,
  late_until  INTEGER NOT NULL,
  held_until  INTEGER NOT NULL,
  released_at INTEGER NOT NULL,          -- 0: live
  PRIMARY KEY (order_seq, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX quotes_offer ON quotes (place, units, released_at);
CREATE INDEX quotes_held ON quotes (place, held_until) WHERE released_at = 0;
CREATE INDEX quotes_live ON quotes (place, created_at) WHERE released_at = 0;

CREATE TABLE transfers (
  seq              INTEGER PRIMARY KEY,
  chain            TEXT    NOT NULL,
  hash             TEXT    NOT NULL,
  position         TEXT    NOT NULL,
  merchant_id      TEXT    NOT NULL,
  trade_type       TEXT    NOT NULL,
  contract         TEXT    NOT NULL,
  from_address     TEXT    NOT NULL,
  to_address       TEXT    NOT NULL,
  units            TEXT    NOT NULL,
  block_height     INTEGER NOT NULL,
  block_hash       TEXT    NOT NULL,
  block_parent     TEXT    NOT NULL,
  block_time       INTEGER NOT NULL,
  first_block_time INTEGER NOT NULL,
  seen_at          INTEGER NOT NULL,
  status           TEXT    NOT NULL,     -- seen, matched, late, unmatched
  gone             INTEGER NOT NULL,
  trade_id         TEXT    NOT NULL,
  reason           TEXT    NOT NULL,
  confirming       INTEGER NOT NULL,     -- 1: matched, not gone, and its order is confirming; kept by the store
  UNIQUE (hash, chain, position)
) STRICT;
CREATE INDEX transfers_order      ON transfers (trade_id) WHERE trade_id <> '';
CREATE INDEX transfers_seen       ON transfers (seen_at) WHERE status = 'seen' AND gone = 0;
CREATE INDEX transfers_confirming ON transfers (chain, block_height) WHERE confirming = 1;
CREATE INDEX transfers_block      ON transfers (chain, block_height) WHERE gone = 0;
CREATE INDEX transfers_time       ON transfers (seen_at);
CREATE INDEX transfers_status     ON transfers (status, seen_at);

CREATE TABLE cursors (
  chain        TEXT    NOT NULL PRIMARY KEY,
  merchant_id  TEXT    NOT NULL DEFAULT '',
  block_height INTEGER NOT NULL,
  block_hash   TEXT    NOT NULL,
  block_parent TEXT    NOT NULL,
  block_time   INTEGER NOT NULL,
  head         INTEGER NOT NULL,
  final_height INTEGER NOT NULL,
  looked_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks (
  chain       TEXT    NOT NULL,
  height      INTEGER NOT NULL,
  merchant_id TEXT    NOT NULL DEFAULT '',
  hash        TEXT    NOT NULL,
  parent      TEXT    NOT NULL,
  time        INTEGER NOT NULL,
  PRIMARY KEY (chain, height)
) STRICT, WITHOUT ROWID;

CREATE TABLE gaps (
  seq         INTEGER PRIMARY KEY,
  merchant_id TEXT    NOT NULL DEFAULT '',
  chain       TEXT    NOT NULL,
  from_height INTEGER NOT NULL,
  to_height   INTEGER NOT NULL,
  reason      TEXT    NOT NULL,
  at          INTEGER NOT NULL
) STRICT;
CREATE INDEX gaps_chain ON gaps (chain);

CREATE TABLE callbacks (
  seq          INTEGER PRIMARY KEY,
  event_id     TEXT    NOT NULL UNIQUE,
  merchant_id  TEXT    NOT NULL,
  trade_id     TEXT    NOT NULL,
  kind         INTEGER NOT NULL,         -- 1 waiting, 2 paid, 3 expired
  url          TEXT    NOT NULL,
  host         TEXT    NOT NULL,
  body         TEXT    NOT NULL,
  state        TEXT    NOT NULL,         -- pending, delivered, dead, dropped
  attempts     INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  leased_until INTEGER
) STRICT;
CREATE INDEX callbacks_order ON callbacks (trade_id);
CREATE INDEX callbacks_state ON callbacks (state);
CREATE INDEX callbacks_paid  ON callbacks (due_at, leased_until, host) WHERE state = 'pending' AND kind = 2;
CREATE INDEX callbacks_other ON callbacks (due_at, leased_until, host) WHERE state = 'pending' AND kind <> 2;

CREATE TABLE attempts (
  seq         INTEGER PRIMARY KEY,
  event_id    TEXT    NOT NULL,
  number      INTEGER NOT NULL,
  merchant_id TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  address     TEXT    NOT NULL,
  http_status INTEGER NOT NULL,
  answer      TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  delivered   INTEGER NOT NULL,
  UNIQUE (event_id, number)
) STRICT;

CREATE TABLE wallets (
  seq         INTEGER PRIMARY KEY,
  merchant_id TEXT    NOT NULL DEFAULT '',
  address     TEXT    NOT NULL,
  trade_type  TEXT    NOT NULL,
  active      INTEGER NOT NULL,
  from_file   INTEGER NOT NULL,
  added_at    INTEGER NOT NULL,
  UNIQUE (address, trade_type)
) STRICT;

CREATE TABLE rates (
  seq         INTEGER PRIMARY KEY,
  merchant_id TEXT    NOT NULL DEFAULT '',
  currency    TEXT    NOT NULL,
  fiat        TEXT    NOT NULL,
  rate        TEXT    NOT NULL,
  source      TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  confirmed   INTEGER NOT NULL
) STRICT;
CREATE INDEX rates_pair ON rates (currency, fiat);

CREATE VIEW order_list AS
SELECT trade_id, merchant_id, order_id,
       CASE state WHEN 1 THEN 'waiting' WHEN 2 THEN 'paid' WHEN 3 THEN 'expired' WHEN 4 THEN 'cancelled'
                  WHEN 5 THEN 'confirming' END AS state,
       fiat, fiat_amount, datetime(created_at / 1000, 'unixepoch') AS created,
       datetime(deadline / 1000, 'unixepoch') AS deadline, datetime(paid_at / 1000, 'unixepoch') AS paid,
       payment_hash, payment_position, received, reversed
FROM orders;

CREATE VIEW quote_list AS
SELECT orders.trade_id, quotes.number, quotes.merchant_id, chain, address, trade_type, units, quotes.fiat,
       quotes.fiat_amount, rate, datetime(quotes.created_at / 1000, 'unixepoch') AS created,
       datetime(quotes.deadline / 1000, 'unixepoch') AS deadline,
       datetime(late_until / 1000, 'unixepoch') AS late_until, datetime(held_until / 1000, 'unixepoch') AS held_until,
       CASE released_at WHEN 0 THEN NULL ELSE datetime(released_at / 1000, 'unixepoch') END AS released
FROM quotes JOIN orders ON orders.seq = quotes.order_seq JOIN places USING (place);
)sql";

}  // namespace bepusdt::store
