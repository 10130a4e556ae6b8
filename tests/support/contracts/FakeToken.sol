// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

// FakeToken: calls itself USDT, speaks USDT's interface, and tells of any transfer that its caller wishes for.
// It stands at an address of its own, which is all that gives it away.
contract FakeToken {
    string public constant name = "Tether USD";
    string public constant symbol = "USDT";
    uint256 public constant decimals = 6;

    event Transfer(address indexed from, address indexed to, uint256 value);

    function balanceOf(address) external pure returns (uint256) {
        return type(uint256).max;
    }

    function transfer(address to, uint256 value) external {
        emit Transfer(msg.sender, to, value);
    }

    // As if somebody else had paid.
    function pretend(address from, address to, uint256 value) external {
        emit Transfer(from, to, value);
    }
}
