// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

// Forwarder: passes the chain's own coin on, in every way in which a contract can. The transaction's receiver is this contract
// and its logs are empty: only a trace tells who was paid in the end.
contract Forwarder {
    receive() external payable {}

    // The same receiver is paid so many times, each by a call of its own.
    function forward(address payable receiver, uint256 times) external payable {
        for (uint256 i = 0; i < times; ++i) send(receiver, msg.value / times);
    }

    // One call deeper: this contract calls itself, which pays.
    function forwardDeep(address payable receiver) external payable {
        this.forward{value: msg.value}(receiver, 1);
    }

    // Pays and then undoes it, while the transaction itself succeeds.
    function forwardInVain(address payable receiver) external payable {
        try this.forwardAndRevert{value: msg.value}(receiver) {} catch {}
    }

    function forwardAndRevert(address payable receiver) external payable {
        send(receiver, msg.value);
        revert("in vain");
    }

    // The value is left by a contract that ends in its constructor: its whole code is PUSH20 receiver, SELFDESTRUCT.
    function forwardByEnding(address payable receiver) external payable {
        bytes memory code = abi.encodePacked(hex"73", receiver, hex"ff");
        assembly {
            pop(create(callvalue(), add(code, 32), mload(code)))
        }
    }

    function send(address payable receiver, uint256 value) private {
        (bool sent,) = receiver.call{value: value}("");
        require(sent, "refused");
    }
}
