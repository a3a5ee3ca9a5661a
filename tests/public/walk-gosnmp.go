// SPDX-FileCopyrightText: 2026 The Tarn authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Walks an agent at a port of loopback with gosnmp and prints each varbind: its name, the
// number of its type, and its value as test-managers.py has it.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gosnmp/gosnmp"
)

func value(pdu gosnmp.SnmpPDU) (string, error) {
	switch v := pdu.Value.(type) {
	case []byte:
		return hex.EncodeToString(v), nil
	case string:
		if pdu.Type == gosnmp.IPAddress {
			return hex.EncodeToString(net.ParseIP(v).To4()), nil
		}
		return strings.TrimPrefix(v, "."), nil
	case int, uint, uint32, uint64:
		return fmt.Sprint(v), nil
	}
	return "", fmt.Errorf("%s has the type %v and a value %T", pdu.Name, pdu.Type, pdu.Value)
}

func walk(port uint16, root string, out *bufio.Writer) error {
	session := &gosnmp.GoSNMP{
		Target:         "127.0.0.1",
		Port:           port,
		Community:      "public",
		Version:        gosnmp.Version2c,
		Timeout:        5 * time.Second,
		Retries:        1,
		MaxRepetitions: 50,
	}
	if err := session.Connect(); err != nil {
		return err
	}
	defer session.Conn.Close()

	return session.BulkWalk(root, func(pdu gosnmp.SnmpPDU) error {
		text, err := value(pdu)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "%s %d %s\n", strings.TrimPrefix(pdu.Name, "."), pdu.Type, text)
		return err
	})
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	port, err := strconv.ParseUint(os.Args[1], 10, 16)
	if err == nil {
		err = walk(uint16(port), os.Args[2], out)
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "walk-gosnmp:", err)
		os.Exit(1)
	}
}
