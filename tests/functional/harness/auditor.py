"""Holds the database against the node, the merchant and what the shop was told. Reads SQLite and JSON-RPC by itself: nothing
here comes from the gateway's code, so that one mistake cannot hide in both.

half_written() looks at the database alone, at any moment, also right after a kill. Auditor.complaints() is for the end, when
everything was given time to finish. Both return sentences; none means that all is well."""
import json
import sqlite3
from collections import Counter
from decimal import Decimal

from harness.evm import TRANSFER_TOPIC, USDT, address_in

WAITING, PAID, EXPIRED, CANCELLED, CONFIRMING = 1, 2, 3, 4, 5


def connect(path):
    connection = sqlite3.connect(path, timeout=10)
    connection.row_factory = sqlite3.Row
    return connection


# Each selects what must not exist at any moment between two transactions.
NEVER = {
    "an order without the quote that it offers":
        "SELECT trade_id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM quotes q WHERE q.order_seq = o.seq AND q.number = o.quote_number)",
    "an order whose quotes are not as many as it says":
        "SELECT trade_id FROM orders o WHERE quote_count <> (SELECT count(*) FROM quotes q WHERE q.order_seq = o.seq)",
    "a quote without its order":
        "SELECT order_seq FROM quotes WHERE order_seq NOT IN (SELECT seq FROM orders)",
    "two live quotes for one offer":
        "SELECT place, units FROM quotes WHERE released_at = 0 GROUP BY place, units HAVING count(*) > 1",
    "a confirming or paid order whose transfer is not consumed by it":
        f"SELECT trade_id FROM orders o WHERE state IN ({PAID}, {CONFIRMING}) AND NOT EXISTS (SELECT 1 FROM transfers t WHERE "
        "t.hash = o.payment_hash AND t.position = o.payment_position AND t.trade_id = o.trade_id AND t.status = 'matched')",
    "a confirming order whose transfer has left the chain":
        f"SELECT o.trade_id FROM orders o JOIN transfers t ON t.hash = o.payment_hash AND t.position = o.payment_position WHERE "
        f"o.state = {CONFIRMING} AND t.gone = 1",
    "a consumed transfer that its order knows nothing of":
        "SELECT hash FROM transfers t WHERE status = 'matched' AND gone = 0 AND NOT EXISTS (SELECT 1 FROM orders o WHERE "
        "o.trade_id = t.trade_id AND o.payment_hash = t.hash AND o.payment_position = t.position)",
    "a transfer that pays two orders":
        f"SELECT payment_hash, payment_position FROM orders WHERE state IN ({PAID}, {CONFIRMING}) GROUP BY 1, 2 HAVING count(*) > 1",
    "a waiting order with a payment":
        f"SELECT trade_id FROM orders WHERE state = {WAITING} AND payment_hash <> ''",
    "a paid order without exactly one paid event":
        f"SELECT trade_id FROM orders o WHERE state = {PAID} AND 1 <> (SELECT count(*) FROM callbacks c WHERE c.trade_id = o.trade_id AND c.kind = 2)",
    "a paid event of an order that is not paid":
        f"SELECT trade_id FROM callbacks c WHERE kind = 2 AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.trade_id = c.trade_id AND o.state = {PAID})",
    "a delivered event without a delivering attempt":
        "SELECT event_id FROM callbacks c WHERE state = 'delivered' AND NOT EXISTS "
        "(SELECT 1 FROM attempts a WHERE a.event_id = c.event_id AND a.delivered = 1)",
    "an event whose attempts are not as many as it says":
        "SELECT event_id FROM callbacks c WHERE attempts <> (SELECT count(*) FROM attempts a WHERE a.event_id = c.event_id)",
    "a cursor beyond the head":
        "SELECT chain FROM cursors WHERE block_height > head",
    "a cursor whose block is not the newest of those kept":
        "SELECT chain FROM cursors c WHERE block_height < (SELECT max(height) FROM blocks b WHERE b.chain = c.chain)",
    "a transfer above the cursor that still counts":
        "SELECT hash FROM transfers t WHERE gone = 0 AND block_height > (SELECT block_height FROM cursors c WHERE c.chain = t.chain)",
    "a kept block that does not follow from the one below it":
        "SELECT b.height FROM blocks b JOIN blocks below ON below.chain = b.chain AND below.height = b.height - 1 WHERE b.parent <> below.hash",
}


def half_written(path):
    """Sentences about what a crash may never leave behind."""
    connection = connect(path)
    try:
        sound = [row[0] for row in connection.execute("PRAGMA integrity_check")] + [str(tuple(r)) for r in connection.execute("PRAGMA foreign_key_check")]
        found = [f"the file is damaged: {line}" for line in sound if line != "ok"]
        for what, query in NEVER.items():
            found += [f"{what}: {tuple(row)}" for row in connection.execute(query).fetchmany(5)]
        return found
    finally:
        connection.close()


# Each selects what shows that a step was under way, or due, when the process ended.
STAGES = {
    "match": f"SELECT 1 FROM orders WHERE state = {WAITING}",
    "confirm": f"SELECT 1 FROM orders WHERE state = {CONFIRMING}",
    "deliver": "SELECT 1 FROM callbacks WHERE state = 'pending' AND leased_until IS NOT NULL",
}


def stages_under_way(path):
    connection = connect(path)
    try:
        return [stage for stage, query in STAGES.items() if connection.execute(query).fetchone()]
    finally:
        connection.close()


class Auditor:
    def __init__(self, path, chain):
        self.path = path
        self.chain = chain

    def rows(self, query, *arguments):
        connection = connect(self.path)
        try:
            return connection.execute(query, arguments).fetchall()
        finally:
            connection.close()

    def one(self, query):
        return self.rows(query)[0][0]

    def settled(self):
        """Nothing is under way any more."""
        return self.one(f"SELECT count(*) FROM orders WHERE state <> {PAID}") == 0 and \
            self.one("SELECT count(*) FROM callbacks WHERE state = 'pending'") == 0

    def complaints(self, made, paid, callbacks):
        """made: what the shop was answered, by trade id; paid: the hash of each order's payment, by trade id; callbacks: what
        arrived at the merchant."""
        return [*half_written(self.path), *self.orders(made), *self.ledger(), *self.payments(made, paid), *self.told(made, callbacks),
                *self.coverage()]

    def orders(self, made):
        """What was answered is there, once, as it was answered."""
        rows = {row["trade_id"]: row for row in self.rows(
            "SELECT o.trade_id, o.order_id, o.fiat_amount, q.units, p.address FROM orders o "
            "JOIN quotes q ON q.order_seq = o.seq AND q.number = o.quote_number JOIN places p ON p.place = q.place")}
        for trade_id, answer in made.items():
            if (row := rows.get(trade_id)) is None:
                yield f"order {trade_id} was answered and is lost"
            elif (row["order_id"], int(row["units"]), row["address"].lower(), Decimal(row["fiat_amount"])) != (
                    answer["order_id"], units_of(answer["actual_amount"]), answer["token"].lower(), Decimal(answer["amount"])):
                yield f"order {trade_id} is not what was answered: {tuple(row)} instead of {answer}"
        for order_id, times in Counter(row["order_id"] for row in rows.values()).items():
            if times > 1:
                yield f"order number {order_id} was made {times} times"

    def logs(self, receivers):
        """Every transfer of real USDT to one of ours that is on the chain now: (hash, position within its receipt) -> (to, units, block)."""
        found, first_index = {}, {}
        for log in self.chain.logs(USDT, TRANSFER_TOPIC):
            transaction = log["transactionHash"]
            index = int(log["logIndex"], 16)
            if transaction not in first_index:
                first_index[transaction] = min(int(entry["logIndex"], 16) for entry in self.chain.receipt(transaction)["logs"])
            if (to := address_in(log["topics"][2])) in receivers:
                found[transaction, str(index - first_index[transaction])] = (to, int(log["data"], 16), int(log["blockNumber"], 16))
        return found

    def ledger(self):
        """The ledger holds what the chain holds, neither more nor less."""
        receivers = {row["address"].lower() for row in self.rows("SELECT DISTINCT address FROM places")}
        chain = self.logs(receivers)
        rows = {(row["hash"], row["position"]): (row["to_address"].lower(), int(row["units"]), row["block_height"])
                for row in self.rows("SELECT * FROM transfers WHERE gone = 0")}
        yield from (f"transfer {key} is on the chain and not in the ledger" for key in chain.keys() - rows.keys())
        yield from (f"transfer {key} is in the ledger and not on the chain" for key in rows.keys() - chain.keys())
        yield from (f"transfer {key} is {rows[key]} in the ledger and {chain[key]} on the chain"
                    for key in rows.keys() & chain.keys() if rows[key] != chain[key])
        if open_ends := self.one("SELECT count(*) FROM transfers WHERE status IN ('seen', 'unmatched', 'late') AND gone = 0"):
            yield f"{open_ends} transfers pay nothing, though each was sent for an order"

    def payments(self, made, paid):
        """Each order is paid by the transaction that was sent for it."""
        rows = {row["trade_id"]: row for row in self.rows("SELECT * FROM orders")}
        for trade_id, transaction in paid.items():
            row = rows.get(trade_id)
            if row is not None and (row["state"], row["payment_hash"], row["reversed"]) != (PAID, transaction, 0):
                yield f"order {trade_id} was paid by {transaction}, and the database says state {row['state']}, {row['payment_hash']!r}"
            if row is not None and int(row["received"]) != units_of(made[trade_id]["actual_amount"]):
                yield f"order {trade_id} received {row['received']}"
        for trade_id in rows.keys() - paid.keys():
            yield f"order {trade_id} is in the database, and nobody was told of it"

    def told(self, made, callbacks):
        """Each paid order was told at least once, always as the same event with the same words, and nothing else was told."""
        events = {row["trade_id"]: row for row in self.rows("SELECT * FROM callbacks")}
        heard = {}
        for callback in callbacks:
            heard.setdefault(callback.body["trade_id"], set()).add((callback.headers["X-Bepusdt-Event"], callback.raw))
        for trade_id in made.keys() - heard.keys():
            yield f"the merchant was never told of order {trade_id}"
        for trade_id, said in heard.items():
            event = events.get(trade_id)
            if event is None or said != {(event["event_id"], event["body"].encode())} or json.loads(event["body"])["status"] != 2:
                yield f"the merchant was told of order {trade_id} what the outbox does not say: {said}"
            elif event["state"] != "delivered":
                yield f"order {trade_id}: the merchant heard it, the outbox says {event['state']}"

    def coverage(self):
        """The cursor stands on the chain's own block, and no block was passed over while orders were open."""
        cursor = self.rows("SELECT * FROM cursors WHERE chain = 'ethereum'")[0]
        if self.chain.block(cursor["block_height"])["hash"] != cursor["block_hash"]:
            yield f"the cursor's block {cursor['block_height']} is not the chain's"
        yield from (f"gap {tuple(row)} though an order was always open" for row in self.rows("SELECT * FROM gaps"))


def units_of(amount):
    return int(Decimal(amount).scaleb(6))
