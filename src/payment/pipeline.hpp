// The straight path of a payment: six steps, each one file, each between two tables of the store. Start reading here.
//
//   #  step               in -> out, in one store transaction
//   1  accept_order       commands (a batch) -> orders `waiting`, each quote a reservation
//   2  scan_chain         cursor -> transfers `seen` + cursor; a fork marks transfers gone and releases what they confirmed
//   3  match_transfer     transfers `seen` x orders -> order `confirming`, or the transfer kept as late or unmatched
//   4  confirm_payment    final by the chain's setting -> order `paid` and its callback row
//   5  expire_order       deadline passed -> `expired`; hold ended -> the amount is free again
//   6  deliver_callback   due callback rows -> leased; sent with nothing open; -> delivered, due again, or dead
//
// A step is a bounded, idempotent function of the store, the time and what the ports answer: it starts no thread, does not
// sleep, and keeps no truth of its own, so that it can be killed and repeated at any point. app/loops.cpp runs each in
// production; tests and the simulator call them in any order.
#pragma once

#include "payment/accept_order.hpp"
#include "payment/confirm_payment.hpp"
#include "payment/deliver_callback.hpp"
#include "payment/expire_order.hpp"
#include "payment/match_transfer.hpp"
#include "payment/scan_chain.hpp"
