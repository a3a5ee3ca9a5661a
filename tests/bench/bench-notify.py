# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""How many notifications are lost, and what one costs: tarn listen beside snmptrapd, both
printing each to a file, the same traps at the same pace from one sender."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

RATES = [(5000, 2), (20000, 2), (40000, 2)]


def make_trap():
    """A linkDown of SNMPv2, and where the four octets of its request-id are."""
    def tlv(tag, content):
        assert len(content) < 128
        return bytes([tag, len(content)]) + content

    def varbind(name, value):
        return tlv(0x30, tlv(6, bytes.fromhex(name)) + value)

    varbinds = (varbind("2b06010201010300", tlv(0x43, b"\x01"))
                + varbind("2b060106030101040100", tlv(6, bytes.fromhex("2b0601060301010503")))
                + varbind("2b06010201020201", tlv(2, b"\x03"))
                + varbind("2b06010201020207", tlv(2, b"\x01")))
    pdu = tlv(2, b"\x7f\0\0\0") + tlv(2, b"\0") + tlv(2, b"\0") + tlv(0x30, varbinds)
    head = tlv(2, b"\1") + tlv(4, b"public")
    message = tlv(0x30, head + tlv(0xa7, pdu))
    return message, message.index(b"\x02\x04\x7f\0\0\0") + 2


def send(port, rate, seconds):
    message, at = make_trap()
    message = bytearray(message)
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    target = ("127.0.0.1", port)
    begin = time.monotonic()
    n = rate * seconds
    for i in range(n):
        message[at:at + 4] = (0x10000000 + i).to_bytes(4, "big")
        sender.sendto(message, target)
        if i % 20 == 0:
            ahead = begin + i / rate - time.monotonic()
            if ahead > 0:
                time.sleep(ahead)
    return n, n / (time.monotonic() - begin)


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def count_lines(path, marker):
    with open(path, "rb") as file:
        return sum(marker in line for line in file)


def wait_until_still(path):
    """What is under way is done when nothing more has been written for half a second."""
    size, since = -1, time.monotonic()
    while time.monotonic() - since < 0.5:
        time.sleep(0.05)
        now = os.path.getsize(path)
        if now != size:
            size, since = now, time.monotonic()


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def measure(folder, name, make_command, marker, rate, seconds):
    port = free_port()
    path = os.path.join(folder, f"{name}-{rate}.log")
    env = dict(os.environ, SNMP_PERSISTENT_DIR=folder, TARN_MIBS="none", MIBS="")
    with open(path, "wb") as out:
        process = subprocess.Popen(make_command(port), stdout=out, stderr=subprocess.DEVNULL,
                                   env=env)
    time.sleep(0.5)
    before = cpu_seconds(process.pid)
    n, real_rate = send(port, rate, seconds)
    wait_until_still(path)
    spent = cpu_seconds(process.pid) - before
    process.send_signal(signal.SIGTERM)
    process.wait()
    got = count_lines(path, marker)
    print(f"{name:10} {real_rate:8.0f}/s sent {n:6} told {got:6} lost {n - got:6} "
          f"({100 * (n - got) / n:5.1f} %), {1e6 * spent / max(got, 1):6.1f} us of CPU each")
    os.unlink(path)
    return spent / got if got > 0 else 0


def main():
    tarn = sys.argv[1]
    daemon = shutil.which("snmptrapd", path=os.environ.get("PATH", "") + ":/usr/sbin")
    folder = tempfile.mkdtemp(prefix="tarn-bench-notify-")
    try:
        # Under its own name it would be written over when the daemon ends.
        configuration = os.path.join(folder, "receiver.conf")
        with open(configuration, "w") as file:
            file.write("disableAuthorization yes\n")
        for rate, seconds in RATES:
            ours = measure(folder, "tarn", lambda port: [
                tarn, "listen", "--listen", f"127.0.0.1:{port}", "--rate", "0", "--json"],
                b'"kind":"trap"', rate, seconds)
            if daemon is None:
                print("snmptrapd is not installed: Debian has it in the package snmptrapd")
                continue
            theirs = measure(folder, "snmptrapd", lambda port: [
                daemon, "-f", "-Lo", "-n", "-On", "-m", "", "-C", "-c", configuration,
                f"udp:127.0.0.1:{port}"], b"1.3.6.1.6.3.1.1.4.1.0", rate, seconds)
            if ours > 0 and theirs > 0:
                print(f"           ratio {theirs / ours:.1f}")
    finally:
        shutil.rmtree(folder)


main()
