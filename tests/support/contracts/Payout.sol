// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

interface TetherLike {
    function transfer(address to, uint256 value) external;
}

// Payout: an exchange's hot wallet in small: a contract that owns tokens and pays many receivers in one transaction.
// The transaction's own receiver is this contract, and no receiver of money is named by its sender's call in a form that
// a reader of call data would recognise: only the token's Transfer logs tell.
contract Payout {
    function pay(TetherLike token, address[] calldata receivers, uint256[] calldata values) external {
        require(receivers.length == values.length, "lengths differ");
        for (uint256 i = 0; i < receivers.length; ++i) token.transfer(receivers[i], values[i]);
    }

    // The same receiver, the same value, several times in one transaction.
    function payRepeatedly(TetherLike token, address receiver, uint256 value, uint256 times) external {
        for (uint256 i = 0; i < times; ++i) token.transfer(receiver, value);
    }
}
