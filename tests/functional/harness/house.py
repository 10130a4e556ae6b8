"""A gateway on a test chain of its own, and the merchant that it calls back: whatever is paid in test mode.

One belongs to one test; close() ends gateway and chain. After it `chain.complaints` says what the node should not have been asked."""
from decimal import Decimal

from harness.accounts import aptos_account, solana_account, ton_account, ton_friendly
from harness.devnet import TRADE_TYPES, devnet_of
from harness.gateway import WALLET, Gateway
from harness.tron import address as tron_account

# Where the gateway collects; on EVM chains at its usual wallet.
WALLETS = {"tron": tron_account(0x123456789ABCDEF), "solana": solana_account(1), "aptos": aptos_account(1), "ton": ton_friendly(ton_account(1))}
RATES = {"USDT": "7.2", "USDC": "7.19", "ETH": "21000", "TRX": "2", "BNB": "6100", "POL": "1.6", "SOL": "1000", "GRAM": "12"}
# What the gateway is told of these is final.
FINAL_AT_ONCE = {"solana", "aptos", "ton"}


class House:
    def __init__(self, folder, merchant, trade_type="usdt.erc20", finality=None, final_depth=2, endpoint=None):
        chain, _, self.decimals = TRADE_TYPES[trade_type]
        self.trade_type, self.merchant = trade_type, merchant
        self.chain = devnet_of(chain, "--final-depth", str(final_depth))
        url = {"url": self.chain.url, "solidity": self.chain.url} if chain == "tron" else {"url": self.chain.url}
        self.gateway = Gateway(folder, self.chain.url, {
            "rate": {"source": "fixed", "fixed": {f"{currency}.CNY": rate for currency, rate in RATES.items()}},
            "chain": {chain: {"endpoints": [{**url, **(endpoint or {})}], "finality": finality or "finalized", "poll": 0.1}},
            "wallet": [{"address": WALLETS.get(chain, WALLET), "trade_types": [trade_type]}]})
        if chain != "ethereum":
            del self.gateway.settings["chain"]["ethereum"]
            self.gateway.write_config()
        self.chain.mine()
        self.gateway.start()

    def close(self):
        self.gateway.close()
        self.chain.close()

    def order(self):
        made = self.gateway.create(trade_type=self.trade_type, notify_url=self.merchant.notify_url)
        assert made["status_code"] == 200, made
        return made["data"]

    def pay(self, order):
        units = int(Decimal(self.gateway.query(order["trade_id"])["actual_amount"]).scaleb(self.decimals))
        return self.chain.pay(self.trade_type, order["token"], units)

    def finish(self, order, transaction, within=15):
        """Paid by this transaction and told once."""
        self.chain.mine(10)
        self.gateway.wait_for_state(order["trade_id"], "paid", within)
        callback, = self.merchant.wait_for(order["trade_id"])
        assert callback.body["block_transaction_id"] == transaction
