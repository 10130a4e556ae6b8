// A transaction as an index over TON (toncenter's API v3) tells it.
import { Address } from "@ton/core";

const raw = (address) => (address instanceof Address ? address.toRawString().toUpperCase() : null);
const hash = (number) => Buffer.from(number.toString(16).padStart(64, "0"), "hex").toString("base64");

function message({ info, init, body }) {
  const internal = info.type === "internal";
  return {
    source: raw(info.src),
    destination: raw(info.dest),
    value: internal ? info.value.coins.toString() : null,
    fwd_fee: internal ? info.forwardFee.toString() : null,
    ihr_disabled: internal ? info.ihrDisabled : null,
    bounce: internal ? info.bounce : null,
    bounced: internal ? info.bounced : null,
    created_lt: internal ? info.createdLt.toString() : null,
    created_at: internal ? String(info.createdAt) : null,
    message_content: { hash: body.hash().toString("base64"), body: body.toBoc().toString("base64"), decoded: null },
    init_state: init ? {} : null,
  };
}

function computePhase(phase) {
  if (phase.type === "skipped") return { skipped: true, reason: phase.reason.replace("-", "_") };
  return { skipped: false, success: phase.success, exit_code: phase.exitCode, gas_used: phase.gasUsed.toString(), vm_steps: phase.vmSteps };
}

function description(told) {
  if (told.type !== "generic") return { type: told.type };
  const { creditPhase: credit, actionPhase: action, bouncePhase: bounce } = told;
  return {
    type: "ord",
    aborted: told.aborted,
    destroyed: told.destroyed,
    credit_first: told.creditFirst,
    ...(credit ? { credit_ph: { credit: credit.credit.coins.toString() } } : {}),
    compute_ph: computePhase(told.computePhase),
    ...(action ? { action: { success: action.success, valid: action.valid, no_funds: action.noFunds, result_code: action.resultCode } } : {}),
    ...(bounce ? { bounce: { type: { ok: "ok", "no-funds": "nofunds", "negative-funds": "negfunds" }[bounce.type] } } : {}),
  };
}

export function indexRow(transaction, workchain = 0) {
  return {
    account: raw(new Address(workchain, Buffer.from(transaction.address.toString(16).padStart(64, "0"), "hex"))),
    hash: transaction.hash().toString("base64"),
    lt: transaction.lt.toString(),
    now: transaction.now,
    mc_block_seqno: 70_000_000,
    prev_trans_hash: hash(transaction.prevTransactionHash),
    prev_trans_lt: transaction.prevTransactionLt.toString(),
    orig_status: transaction.oldStatus,
    end_status: transaction.endStatus,
    total_fees: transaction.totalFees.coins.toString(),
    description: description(transaction.description),
    block_ref: { workchain, shard: "8000000000000000", seqno: 60_000_000 },
    in_msg: transaction.inMessage ? message(transaction.inMessage) : null,
    out_msgs: [...transaction.outMessages.values()].map(message),
    emulated: false,
  };
}
