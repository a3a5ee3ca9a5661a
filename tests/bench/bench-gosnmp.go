// bench-gosnmp.go: gosnmp as a peer of the benchmarks.
//
//	bench-gosnmp walk PORT ROOT COLUMNS TIMEOUT-MS
//	bench-gosnmp scan PORT FIRST-ADDRESS DEVICES GOROUTINES GET,… [COLUMN,…]
//
// A walk with COLUMNS 0 is one BulkWalk of ROOT, else one for each column of it, each in
// a goroutine with a session of its own.  A scan has one session for each device, and
// walks the columns after the GET.  Both print a line of JSON.
//
// SPDX-FileCopyrightText: 2026 The Tarn authors
// SPDX-License-Identifier: LGPL-2.1-or-later
package main

import (
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gosnmp/gosnmp"
)

const repetitions = 50

type counts struct {
	answered, varbinds, failed int64
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench-gosnmp:", err)
		os.Exit(2)
	}
	return n
}

func open(target string, port int, timeout time.Duration) (*gosnmp.GoSNMP, error) {
	session := &gosnmp.GoSNMP{
		Target:         target,
		Port:           uint16(port),
		Community:      "public",
		Version:        gosnmp.Version2c,
		Timeout:        timeout,
		Retries:        5,
		MaxOids:        gosnmp.MaxOids,
		MaxRepetitions: repetitions,
	}
	return session, session.Connect()
}

func bulkWalk(session *gosnmp.GoSNMP, root string, sum *counts) error {
	return session.BulkWalk(root, func(gosnmp.SnmpPDU) error {
		atomic.AddInt64(&sum.varbinds, 1)
		return nil
	})
}

func walkOne(port int, root string, timeout time.Duration, sum *counts) {
	session, err := open("127.0.0.1", port, timeout)
	if err == nil {
		defer session.Conn.Close()
		err = bulkWalk(session, root, sum)
	}
	if err != nil {
		atomic.AddInt64(&sum.failed, 1)
		fmt.Fprintln(os.Stderr, "bench-gosnmp:", root, err)
	}
}

func walk(port int, root string, columns int, timeout time.Duration, sum *counts) {
	var group sync.WaitGroup

	if columns == 0 {
		walkOne(port, root, timeout, sum)
	}
	for column := 1; column <= columns; column++ {
		group.Add(1)
		go func(column int) {
			defer group.Done()
			walkOne(port, fmt.Sprintf("%s.1.%d", root, column), timeout, sum)
		}(column)
	}
	group.Wait()
}

func scanOne(target string, port int, get, columns []string, sum *counts) {
	session, err := open(target, port, 2*time.Second)
	if err == nil {
		defer session.Conn.Close()
		var reply *gosnmp.SnmpPacket
		if reply, err = session.Get(get); err == nil {
			atomic.AddInt64(&sum.varbinds, int64(len(reply.Variables)))
		}
	}
	for i := 0; err == nil && i < len(columns); i++ {
		err = bulkWalk(session, columns[i], sum)
	}
	if err == nil {
		atomic.AddInt64(&sum.answered, 1)
	} else {
		atomic.AddInt64(&sum.failed, 1)
		fmt.Fprintln(os.Stderr, "bench-gosnmp:", target, err)
	}
}

func scan(port int, first string, devices, workers int, get, columns []string, sum *counts) {
	var group sync.WaitGroup
	base := binary.BigEndian.Uint32(net.ParseIP(first).To4())
	targets := make(chan string, workers)

	for i := 0; i < workers; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for target := range targets {
				scanOne(target, port, get, columns, sum)
			}
		}()
	}
	for i := 0; i < devices; i++ {
		octets := make(net.IP, 4)
		binary.BigEndian.PutUint32(octets, base+uint32(i))
		targets <- octets.String()
	}
	close(targets)
	group.Wait()
}

func main() {
	var sum counts
	var columns []string
	args := os.Args[1:]
	began := time.Now()

	switch {
	case len(args) == 5 && args[0] == "walk":
		walk(number(args[1]), args[2], number(args[3]),
			time.Duration(number(args[4]))*time.Millisecond, &sum)
	case (len(args) == 6 || len(args) == 7) && args[0] == "scan":
		if len(args) == 7 {
			columns = strings.Split(args[6], ",")
		}
		scan(number(args[1]), args[2], number(args[3]), number(args[4]),
			strings.Split(args[5], ","), columns, &sum)
	default:
		fmt.Fprintln(os.Stderr, "usage: see the head of bench-gosnmp.go")
		os.Exit(2)
	}

	fmt.Printf("{\"seconds\": %.6f, \"answered\": %d, \"rows\": %d, \"failed\": %d}\n",
		time.Since(began).Seconds(), sum.answered, sum.varbinds, sum.failed)
	if sum.failed > 0 {
		os.Exit(1)
	}
}
