"""A scene: one chain, one merchant, one gateway, the merchant's program with the PyPI client, and a payer with money.

Amounts are asked for and paid as decimal text; nothing here passes through binary floating point on its way to the chain."""
import itertools
from decimal import Decimal

from bepusdt import BEpusdtClient

from harness.anvil import Anvil
from harness.gateway import TOKEN, Gateway
from harness.merchant import Merchant

DECIMALS = {"usdt.erc20": 6, "ethereum.eth": 18}


class Scene:
    def __init__(self, folder, settings=None, anvil_options=()):
        self.chain = Anvil(folder, *anvil_options)
        self.merchant = Merchant()
        self.gateway = Gateway(folder, self.chain.url, settings)
        self.client = BEpusdtClient(api_url=self.gateway.url, api_token=TOKEN, max_retries=0, timeout=20)
        self.payer = self.chain.accounts[0]
        self.chain.mint(self.payer, 10**15)
        self._numbers = itertools.count(1)

    def close(self):
        self.gateway.close()
        self.merchant.close()
        self.chain.close()

    def order(self, amount=28.8, trade_type="usdt.erc20", **fields):
        """An order made by the merchant's program."""
        return self.client.create_order(order_id=fields.pop("order_id", f"shop-{next(self._numbers)}"), amount=amount,
                                        notify_url=self.merchant.notify_url, trade_type=trade_type, **fields)

    def due(self, order):
        """What the order asks for: (trade type, units), from the gateway's own full answer, not the client's float."""
        data = self.gateway.query(order.trade_id)
        return data["trade_type"], int(Decimal(data["actual_amount"]).scaleb(DECIMALS[data["trade_type"]]))

    def pay(self, order, off_by=0, sender=None):
        """The payer's transaction hash; off_by: base units more (or less) than asked."""
        trade_type, units = self.due(order)
        pay = self.chain.pay_native if trade_type == "ethereum.eth" else self.chain.pay_token
        return pay(sender or self.payer, order.token, units + off_by)

    def finish(self, order, within=15):
        """Mines until the order is final, and waits for paid and its callback. Returns the callback."""
        self.chain.mine(3)
        self.gateway.wait_for_state(order.trade_id, "paid", within)
        return self.merchant.wait_for(order.trade_id, within=within)[0]
