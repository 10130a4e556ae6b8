// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

// PlayToken: play money for tests and the demo, in the shape of Ethereum's USDT as merchants meet it: 6 decimals,
// and transfer, transferFrom and approve that return nothing. Anybody may mint.
// Everything that describes the token is constant, so that the runtime code works wherever anvil_setCode puts it
// (no constructor runs there). A transfer can be made to revert by a balance that is too small or by freeze().
contract PlayToken {
    string public constant name = "Tether USD";
    string public constant symbol = "USDT";
    uint256 public constant decimals = 6;

    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    mapping(address => bool) public frozen;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    function mint(address to, uint256 value) external {
        totalSupply += value;
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    // From now on (or no longer) every transfer from this account reverts, as on Tether's own block list.
    function freeze(address account, bool on) external {
        frozen[account] = on;
    }

    function approve(address spender, uint256 value) external {
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
    }

    function transfer(address to, uint256 value) external {
        move(msg.sender, to, value);
    }

    function transferFrom(address from, address to, uint256 value) external {
        uint256 allowed = allowance[from][msg.sender];
        require(allowed >= value, "allowance too small");
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - value;
        move(from, to, value);
    }

    function move(address from, address to, uint256 value) private {
        require(!frozen[from], "account is frozen");
        require(balanceOf[from] >= value, "balance too small");
        unchecked {
            balanceOf[from] -= value;
            balanceOf[to] += value;
        }
        emit Transfer(from, to, value);
    }
}
