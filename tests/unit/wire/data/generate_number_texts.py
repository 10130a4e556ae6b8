#!/usr/bin/env python3
"""Writes number_texts.tsv: how real implementations print the number literals of a JSON body.

Columns: literal, Go's fmt %v of what encoding/json makes of it, PHP's (string) of what json_decode makes of it, plain decimal
by Python's decimal module. "-" where the language cannot hold the number. Needs go and php (Debian: php-cli) on the PATH.
The file is committed; run this again only to change the choice of literals:  ./generate_number_texts.py > number_texts.tsv
"""
import decimal
import json
import random
import struct
import subprocess
import tempfile

GO = r"""
package main

import ("bufio"; "encoding/json"; "fmt"; "os")

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var value interface{}
		if err := json.Unmarshal(lines.Bytes(), &value); err != nil {
			fmt.Println("-")
			continue
		}
		fmt.Printf("%v\n", value)
	}
}
"""

PHP = r"""
while (($line = fgets(STDIN)) !== false) {
  $value = json_decode(trim($line));
  $finite = is_int($value) || (is_float($value) && is_finite($value));
  echo $finite ? (string)$value : "-", "\n";
}
"""


def literals():
    rng = random.Random(20220201)
    yield from ("0", "-0", "0.0", "-0.0", "0e0", "0E+5", "-0e-7", "1", "-1", "10.0", "10.00", "1e6", "1E6", "1.0e+6", "1e+06", "1e-5", "1.0E-5",
                "1.0e-05", "0.1e1", "28.8", "28.80", "0.30000000000000004", "1234567.89", "28.880000000000003", "9007199254740993",
                "12345678901234567890", "18446744073709551616", "1e21", "1e22", "1e23", "123e-20", "5e-324", "2.5e-324", "4.9e-324",
                "2.2250738585072014e-308", "2.2250738585072011e-308", "1.7976931348623157e308", "1.7976931348623159e308", "1e309", "1e400", "-1e400", "1e-400",
                "0.000001", "0.0000001", "99999999999999.9", "99999999999999.4", "9999999999999.95", "999999.5", "999999.99999999999")
    for exponent in range(-12, 26):
        for mantissa in ("1", "9", "1.5", "9.99", "9.9999999999999999", "1.00000000000001", "1.000000000000001", "1.0"):
            yield f"{mantissa}e{exponent}"
            yield f"{mantissa}E{exponent:+03d}"
    for places in range(0, 18):
        yield "0." + "0" * places + "1"
        yield "0." + "9" * (places + 1)
        yield "9" * (places + 1)
        yield "9" * (places + 1) + ".5"
        yield "1" + "0" * places
        yield "1" + "0" * places + ".0"
    for _ in range(1000):  # money
        places = rng.randint(0, 8)
        yield f"{rng.uniform(0, 10 ** rng.randint(0, 9)):.{places}f}"
    for _ in range(700):  # float64 values as a shortest-printing encoder writes them
        value = struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0]
        if value == value and abs(value) != float("inf"):
            yield repr(value)
    for _ in range(500):  # near 1, all bits of the mantissa
        yield repr(rng.uniform(-1, 1) * 10 ** rng.randint(-6, 17))
    for _ in range(500):  # more digits than a float64 holds, ties among them
        digits = "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 40)))
        yield f"{rng.randint(0, 99999)}.{digits}" + (f"e{rng.randint(-20, 20)}" if rng.random() < 0.5 else "")
    for _ in range(300):  # fourteen digits and a five: where PHP rounds
        yield f"{rng.randint(10 ** 13, 10 ** 14 - 1)}.5"
        yield f"0.{rng.randint(10 ** 13, 10 ** 14 - 1)}5"


def run(command, program_name, program, text):
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/{program_name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(program)
        out = subprocess.run(command + [path], input=text, capture_output=True, text=True, check=True).stdout
    return out.splitlines()


def plain(literal):
    with decimal.localcontext() as context:
        context.prec = 999
        value = decimal.Decimal(literal)
        if not value:
            return "0"
        return format(value.normalize(), "f")


def main():
    chosen = list(dict.fromkeys(literals()))
    for literal in chosen:
        json.loads(literal)
    text = "\n".join(chosen) + "\n"
    go = run(["go", "run"], "print.go", GO, text)
    php = run(["php", "-n"], "print.php", "<?php" + PHP, text)
    assert len(chosen) == len(go) == len(php)
    for row in zip(chosen, go, php, map(plain, chosen)):
        print("\t".join(row))


if __name__ == "__main__":
    main()
