/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What net-snmp's tools print, in all their ways, and what people make of it.
 */
#include "tarn-test-import.h"

#include "base/tarn-error.h"

#define A ".1.3.6.1 = "

typedef struct
{
  const char *sentence;
  const char *value;     /* behind "OID = ", in a file whose first line has a type */
  const char *snmprec;   /* behind "1.3.6.1|"; NULL: none                          */
  const char *note;      /* what became of it; NULL: nothing to tell               */
} ValueVector;

#define NO_TYPE  "taken as it stands (a number without a type, as -Ot shows TimeTicks)"
#define SPELLING "mended (its type is not spelt as net-snmp does)"
#define POINT    "mended (the decimal point, as a DISPLAY-HINT puts it, was taken away)"
#define BEHIND   "mended (what stands behind the number was left out)"
#define DAYS     "mended (it was calculated from days, hours, minutes and seconds)"

static const ValueVector values[] = {
  { "text in quotes", "STRING: \"abc\"", "4|abc", NULL },
  { "text without, as a DISPLAY-HINT has it", "STRING: abc def", "4|abc def", NULL },
  { "nothing", "\"\"", "4|", NULL },
  { "nothing, with its type", "STRING: \"\"", "4|", NULL },
  { "nothing, and no quotes", "STRING: ", "4|", NULL },
  { "nothing, and the space is gone", "STRING:", "4|", NULL },
  { "a quote", "STRING: \"a\\\"b\"", "4|a\"b", NULL },
  { "a quote at the end", "STRING: \"a\\\"\"", "4|a\"", NULL },
  { "a backslash", "STRING: \"a\\\\b\"", "4|a\\b", NULL },
  { "a backslash at the end", "STRING: \"C:\\\\\"", "4|C:\\", NULL },
  { "backslashes that nobody escaped", "STRING: \"C:\\WINDOWS\\\"", "4|C:\\WINDOWS\\",
    "taken as it stands (backslashes in it stand for themselves)" },
  { "one of them, at the end", "STRING: \"C:\\\"", "4|C:\\",
    "mended (a backslash in front of the closing quote stands for itself; backslashes in it "
    "stand for themselves)" },
  { "quotes that nobody escaped", "STRING: \"a \"b\" c\"", "4|a \"b\" c",
    "taken as it stands (quotes stand in it as they are)" },
  { "a quote that is lost", "STRING: \"abc", "4|abc", "mended (its closing quote is missing)" },
  { "spaces are its own", "STRING: \"  a  \"", "4x|2020612020", NULL },
  { "spaces behind the quote are not", "STRING: \"a\"  ", "4|a", NULL },
  { "an equals sign", "STRING: \"a = b\"", "4|a = b", NULL },
  { "what looks like a type", "STRING: INTEGER: 5", "4|INTEGER: 5", NULL },
  { "Latin-1", "STRING: \"caf\xe9\"", "4x|636166e9",
    "taken as it stands (it holds octets that are not UTF-8)" },
  { "UTF-8", "STRING: \"caf\xc3\xa9\"", "4x|636166c3a9", NULL },
  { "octets that another program lost", "STRING: \"\xef\xbf\xbd\"", "4x|efbfbd",
    "taken as it stands (it holds U+FFFD, which stands for octets that were lost)" },
  { "a control character", "STRING: \"\x1b[m\"", "4x|1b5b6d",
    "taken as it stands (control characters stand in it as they are)" },

  { "hex", "Hex-STRING: 00 1A FF ", "4x|001aff", NULL },
  { "hex without spaces", "Hex-STRING: 001aFF", "4x|001aff", NULL },
  { "hex with text behind it, by -OT", "Hex-STRING: 00 41 5D   [.A]]", "4x|00415d", NULL },
  { "hex of nothing", "Hex-STRING: ", "4|", NULL },
  { "hex with colons", "Hex-STRING: 0:1a:b", "4x|001a0b",
    "mended (what stood between the hex digits was taken away)" },
  { "half an octet", "Hex-STRING: 00 1", NULL,
    "refused (a value in hex with half an octet in it)" },
  { "no hex", "Hex-STRING: 00 XX", NULL, "refused (a value in hex with something else in it)" },

  { "bits", "BITS: 80 00 0 ", "4x|8000", NULL },
  { "bits without a space at the end", "BITS: 80 0", "4x|80", NULL },
  { "bits with their names", "BITS: C0 sysUp(0) down(1) ", "4x|c0", NULL },
  { "numbers of bits that look like octets", "BITS: 00 20 10 ", "4x|0020", NULL },
  { "no bit set", "BITS: 00 00 ", "4x|0000", NULL },
  { "no octet of bits", "BITS: ", "4|", NULL },
  { "bits that are not set", "BITS: 80 1 ", NULL,
    "refused (octets in hex and the bits in them do not agree)" },

  { "a number", "INTEGER: 5", "2|5", NULL },
  { "a negative one", "INTEGER: -5", "2|-5", NULL },
  { "a number with its name", "INTEGER: up(1)", "2|1", NULL },
  { "a negative one with its name", "INTEGER: none(-1)", "2|-1", NULL },
  { "digits in the name", "INTEGER: ieee8023adLag(161)", "2|161", NULL },
  { "a unit", "INTEGER: 5 KBytes", "2|5", NULL },
  { "a unit of many words", "Gauge32: 5 packets per second", "66|5", NULL },
  { "a name alone, by -OQ or a program", "INTEGER: up", NULL,
    "refused (a name where the number is; a walk with -Oe has numbers)" },
  { "a decimal point and a unit", "INTEGER: 12.5 degrees", "2|125", POINT },
  { "a decimal point alone", "INTEGER: 12.34", "2|1234", POINT },
  { "a zero in front of it", "INTEGER: 0.05", "2|5", POINT },
  { "zeros on both sides", "INTEGER: 0.0", "2|0", POINT },
  { "two points", "INTEGER: 1.2.3", NULL, "refused (an Integer32 that is no number)" },
  { "a negative one with a point", "INTEGER: -0.5", "2|-5", POINT },
  { "a script behind it", "INTEGER: 5//$int.rnd(1,2)", "2|5", BEHIND },
  { "the end of the walk behind it", "Counter32: 0 End of MIB", "65|0", BEHIND },
  { "nothing of a number", "INTEGER: ", NULL, "refused (an Integer32 without a number)" },
  { "2^31", "INTEGER: 2147483648", NULL, "refused (an Integer32 out of its range)" },
  { "Integer32", "Integer32: 5", "2|5", NULL },
  { "a counter of UCD-SNMP", "Counter: 5", "65|5", NULL },
  { "a gauge of UCD-SNMP", "Gauge: 5", "66|5", NULL },
  { "octets of UCD-SNMP", "Hex: 00 1A FF", "4x|001aff", NULL },
  { "Gauge32", "Gauge32: 4294967295", "66|4294967295", NULL },
  { "Unsigned32", "Unsigned32: 7", "66|7", NULL },
  { "Counter32", "Counter32: 7 notifications", "65|7", NULL },
  { "Counter64", "Counter64: 18446744073709551615", "70|18446744073709551615", NULL },
  { "a negative gauge", "Gauge32: -1", NULL, "refused (an unsigned number that is none)" },

  { "ticks", "Timeticks: (12345678) 1 day, 10:17:36.78", "67|12345678", NULL },
  { "ticks of many days", "Timeticks: (950925200) 110 days, 1:27:32.00", "67|950925200", NULL },
  { "ticks without the time", "Timeticks: (5)", "67|5", NULL },
  { "ticks as a plain number", "Timeticks: 5", "67|5", NULL },
  { "a time that is not theirs", "Timeticks: (5) 9:24:32.17", "67|5",
    "taken as it stands (the time behind it is another one)" },
  { "the time alone", "Timeticks: 1 day, 10:17:36.78", "67|12345678", DAYS },
  { "the time of -OQ", "Timeticks: 1:10:17:36.78", "67|12345678", DAYS },
  { "ticks that are none", "Timeticks: soon", NULL,
    "refused (TimeTicks that are neither a number nor a time)" },
  { "no bracket", "Timeticks: (5", NULL, "refused (TimeTicks without a closing bracket)" },

  { "an OID", "OID: .1.3.6.1.4", "6|1.3.6.1.4", NULL },
  { "an OID without a dot", "OID: 1.3.6", "6|1.3.6", NULL },
  { "an OID with iso", "OID: iso.3.6", "6|1.3.6", NULL },
  { "an OID by name", "OID: SNMPv2-SMI::enterprises.9.1", "6|1.3.6.1.4.1.9.1", NULL },
  { "an OID in full", "OID: .iso.org.dod.internet.mgmt.mib-2", "6|1.3.6.1.2.1", NULL },
  { "0.0", "OID: .0.0", "6|0.0", NULL },
  { "0.0 by the name of its root", "OID: ccitt.0", "6|0.0", NULL },
  { "0.0 by name", "OID: SNMPv2-SMI::zeroDotZero", "6|0.0", NULL },
  { "an OID by a name that is not known", "OID: ACME-MIB::acme.1", NULL,
    "refused (its name needs a MIB module; a walk with -On has numbers instead)" },
  { "an OID that is none", "OID: Switch", NULL, "refused" },

  { "an address", "IpAddress: 192.0.2.1", "64|192.0.2.1", NULL },
  { "a network address", "Network Address: C0:00:02:01", "64|192.0.2.1", NULL },
  { "leading zeros in an address", "IpAddress: 192.168.42.042", "64|192.168.42.42",
    "mended (an IpAddress with leading zeros was read as decimal numbers)" },
  { "stars for an address", "IpAddress: *.*.*.*", NULL, "refused (an IpAddress that is none)" },
  { "five octets of network address", "Network Address: C0:00:02:01:05", NULL,
    "refused (an address that has not four octets)" },
  { "NULL", "NULL", "5|", NULL },

  { "a float (P-STR-05)", "Opaque: Float: 3.500000", "68x|9f780440600000", NULL },
  { "a double, which net-snmp calls a float", "Opaque: Float: 10000000000.100000",
    "68x|9f7908" "4202a05f2000cccd", NULL },
  { "a double by its name", "Opaque: Double: 1.0", "68x|9f79083ff0000000000000", NULL },
  { "an Int64", "Opaque: Int64: -256", "68x|9f7a02ff00", NULL },
  { "the smallest Int64", "Opaque: Int64: -9223372036854775808", "68x|9f7a088000000000000000",
    NULL },
  { "a UInt64", "Opaque: UInt64: 18446744073709551615", "68x|9f7b0900ffffffffffffffff", NULL },
  { "a Counter64 in an Opaque", "Opaque: Counter64: 256", "68x|9f76020100", NULL },
  { "octets of an Opaque", "OPAQUE: 01 02 03 ", "68x|010203", NULL },
  { "a float that is none", "Opaque: Float: x", NULL,
    "refused (a number with a point that is none)" },

  { "a type that a MIB module does not expect", "Wrong Type (should be Counter32): INTEGER: 5",
    "2|5", NULL },
  { "the same of a NULL", "Wrong Type (should be OCTET STRING): NULL", "5|", NULL },
  { "ticks of -Ot", "12345678", "67|12345678", NO_TYPE },
  { "upper case", "GAUGE32: 5", "66|5", SPELLING },
  { "two colons", "INTEGER:: 5", "2|5", SPELLING },
  { "text with a small letter", "String: \"a\"", "4|a", SPELLING },
  { "a value that was not printed", "Variable has bad type", NULL,
    "refused (its value was not printed, for net-snmp did not know its type)" },
  { "no such type", "Real: 5", NULL, "refused (its type is none that net-snmp prints)" },
  { "no value", "", NULL, "refused (its type is none that net-snmp prints)" },
};

static void
test_value (gconstpointer data)
{
  const ValueVector *v = data;
  g_autofree char *file = g_strdup_printf (".1.3.5 = INTEGER: 1\n" A "%s\n", v->value);
  g_autofree char *snmprec = NULL, *note = NULL, *found = NULL, *notes = NULL;
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(GError) error = NULL;

  store = tarn_test_import (TARN_IMPORT_GUESS, tarn_span (file, strlen (file)), &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->format, ==, TARN_IMPORT_TEXT);

  snmprec = v->snmprec != NULL ? g_strdup_printf ("1.3.5|2|1\n1.3.6.1|%s\n", v->snmprec)
                               : g_strdup ("1.3.5|2|1\n");
  found = tarn_test_export (store, TARN_FORMAT_SNMPREC);
  g_assert_cmpstr (found, ==, snmprec);

  /* Behind the note stands the line. */
  notes = tarn_test_notes (report);
  note = v->note != NULL ? g_strdup_printf ("line 2 %s", v->note) : g_strdup ("");
  notes[MIN (strlen (notes), strlen (note))] = '\0';
  g_assert_cmpstr (notes, ==, note);
}

typedef struct
{
  const char *sentence;
  const char *file;
  const char *snmprec;
  const char *notes;
} FileVector;

#define GUESSED "taken as it stands (its type is not told; it was chosen by "

static const FileVector files[] = {
  { "names with and without a dot, with iso, with names of MIB modules",
    ".1.3.6.1 = INTEGER: 1\n1.3.6.2 = INTEGER: 2\niso.3.6.3 = INTEGER: 3\n"
    ".iso.3.6.4 = INTEGER: 4\n.iso.org.dod.5 = INTEGER: 5\n"
    "SNMPv2-SMI::mib-2.99.1 = INTEGER: 6\nSNMPv2-MIB::sysServices.0 = INTEGER: 72\n"
    "IF-MIB::ifIndex.7 = INTEGER: 7\nifIndex[8] = INTEGER: 8\n"
    "DISMAN-EVENT-MIB::sysUpTimeInstance = Timeticks: (1) 0:00:00.01\n"
    ".iso.org.dod.internet.mgmt.mib-2.host.hrSystem.1 = INTEGER: 9\n"
    "IP-MIB::ipAdEntIfIndex[192.0.2.1] = INTEGER: 10\n",
    "1.3.6.1|2|1\n1.3.6.1.2.1.1.3.0|67|1\n1.3.6.1.2.1.1.7.0|2|72\n1.3.6.1.2.1.2.2.1.1.7|2|7\n"
    "1.3.6.1.2.1.2.2.1.1.8|2|8\n1.3.6.1.2.1.4.20.1.2.192.0.2.1|2|10\n1.3.6.1.2.1.99.1|2|6\n"
    "1.3.6.2|2|2\n1.3.6.3|2|3\n1.3.6.4|2|4\n1.3.6.5|2|5\n",
    "line 11 refused (its name needs a MIB module; a walk with -On has numbers instead): "
    ".iso.org.dod.internet.mgmt.mib-2.host.hrSystem.1 = INTEGER: 9\n" },
  { "names that cannot be resolved", A "INTEGER: 1\nACME-MIB::acme.0 = INTEGER: 1\n"
    "SNMP-VIEW-MIB::x.\"a b\".1 = INTEGER: 1\nIF-MIB::ifIndex.\"a\" = INTEGER: 1\n",
    "1.3.6.1|2|1\n",
    "line 2 refused (its name needs a MIB module; a walk with -On has numbers instead): "
    "ACME-MIB::acme.0 = INTEGER: 1\n"
    "line 3 refused (its name needs a MIB module; a walk with -On has numbers instead): "
    "SNMP-VIEW-MIB::x.\"a b\".1 = INTEGER: 1\n"
    "line 4 refused (its name needs a MIB module; a walk with -On has numbers instead): "
    "IF-MIB::ifIndex.\"a\" = INTEGER: 1\n" },
  { "names that people made anonymous", A "INTEGER: 1\n.1.3.6.xx = INTEGER: 1\n", "1.3.6.1|2|1\n",
    "line 2 refused (this is no OID in dotted decimal form): .1.3.6.xx = INTEGER: 1\n" },
  { "spaces around the equals sign", ".1.3.6.1  =  INTEGER: 1\n.1.3.6.2=INTEGER: 2\n",
    "1.3.6.1|2|1\n1.3.6.2|2|2\n", "" },
  { "a colon in its place", ".1.3.6.1: INTEGER: 1\n.1.3.6.2: STRING: \"a: b\"\n",
    "1.3.6.1|2|1\n1.3.6.2|4|a: b\n", "" },
  { "comments, blank lines, no line end",
    "# a walk\n\n" A "INTEGER: 1\n\n# more\n.1.3.7 = INTEGER: 2",
    "1.3.6.1|2|1\n1.3.7|2|2\n", "" },

  { "a string of lines", A "STRING: \"a\nb\n\nc\"\n.1.3.7 = INTEGER: 2\n",
    "1.3.6.1|4x|610a620a0a63\n1.3.7|2|2\n", "" },
  { "a string that ends with a line end", A "STRING: \"a\n\"\n.1.3.7 = INTEGER: 2\n",
    "1.3.6.1|4x|610a\n1.3.7|2|2\n", "" },
  { "a string that begins with one", A "STRING: \"\na\"\n", "1.3.6.1|4x|0a61\n", "" },
  { "a string of one line end", A "STRING: \"\n\"\n", "1.3.6.1|4x|0a\n", "" },
  { "a record inside a string is text", A "STRING: \"a\n.1.3.6.5 = INTEGER: 5\nz\"\n",
    "1.3.6.1|4x|610a2e312e332e362e35203d20494e54454745523a20350a7a\n", "" },
  { "a record with quotes inside a string is text, for they are escaped",
    A "STRING: \"a\n.1.3.6.5 = STRING: \\\"x\\\"\nz\"\n",
    "1.3.6.1|4x|610a2e312e332e362e35203d20535452494e473a202278220a7a\n", "" },
  { "a lost quote does not swallow the records behind",
    A "STRING: \"a\n.1.3.6.5 = STRING: \"x\"\n.1.3.6.6 = INTEGER: 6\n",
    "1.3.6.1|4|a\n1.3.6.5|4|x\n1.3.6.6|2|6\n",
    "line 1 mended (its closing quote is missing): .1.3.6.1 = STRING: \"a\n" },
  { "a lost quote, and no other one in the file",
    A "STRING: \"a\nb\n.1.3.6.5 = INTEGER: 5\n.1.3.6.6 = INTEGER: 6\n",
    "1.3.6.1|4x|610a62\n1.3.6.5|2|5\n1.3.6.6|2|6\n",
    "line 1 mended (its closing quote is missing): .1.3.6.1 = STRING: \"a\n" },
  { "a quote that ends a line but not the string",
    A "STRING: \"say \"a\"\nb\"\n.1.3.7 = INTEGER: 2\n",
    "1.3.6.1|4x|7361792022" "61220a62\n1.3.7|2|2\n",
    "line 1 taken as it stands (quotes stand in it as they are): "
    ".1.3.6.1 = STRING: \"say \"a\"\n" },
  { "a path, and one more",
    A "STRING: \"C:\\\"\n.1.3.6.5 = STRING: \"D:\\\"\n",
    "1.3.6.1|4|C:\\\n1.3.6.5|4|D:\\\n",
    "line 1 mended (a backslash in front of the closing quote stands for itself; backslashes in "
    "it stand for themselves): .1.3.6.1 = STRING: \"C:\\\"\n"
    "line 2 mended (a backslash in front of the closing quote stands for itself; backslashes in "
    "it stand for themselves): .1.3.6.5 = STRING: \"D:\\\"\n" },
  { "lines of text without quotes", A "STRING: a\n b\n.1.3.7 = INTEGER: 2\n",
    "1.3.6.1|4x|610a2062\n1.3.7|2|2\n", "" },
  { "a line end behind text without quotes", A "STRING: a\n\n.1.3.7 = INTEGER: 2\n",
    "1.3.6.1|4x|610a\n1.3.7|2|2\n",
    "line 1 taken as it stands (the blank line behind it was taken for its own): "
    ".1.3.6.1 = STRING: a\n" },
  { "blank lines at the end of a file are nobody's", A "STRING: a\n\n\n", "1.3.6.1|4|a\n", "" },
  { "a comment ends text without quotes", A "STRING: a\n\n# b\n.1.3.7 = INTEGER: 2\n",
    "1.3.6.1|4|a\n1.3.7|2|2\n", "" },
  { "words with an equals sign go on", A "STRING: a\nb = c\n.1.3.7 = INTEGER: 2\n",
    "1.3.6.1|4x|610a62203d2063\n1.3.7|2|2\n", "" },
  { "lines of hex", A "Hex-STRING: 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F \n10 11 \n"
    ".1.3.7 = INTEGER: 2\n", "1.3.6.1|4x|000102030405060708090a0b0c0d0e0f1011\n1.3.7|2|2\n", "" },
  { "lines of hex with text that holds a line end, by -OT",
    A "Hex-STRING: 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F   [.........\t\n\v\f\r..]\n"
    "10 5D   [.]]\n",
    "1.3.6.1|4x|000102030405060708090a0b0c0d0e0f105d\n", "" },

  { "CR LF of the device", A "STRING: \"a\r\nb\"\n.1.3.7 = INTEGER: 2\n",
    "1.3.6.1|4x|610d0a62\n1.3.7|2|2\n", "" },
  { "CR LF of the file", A "STRING: \"a\r\nb\"\r\n.1.3.7 = INTEGER: 2\r\n",
    "1.3.6.1|4x|610a62\n1.3.7|2|2\n", "" },
  { "CR LF of both", A "STRING: \"a\r\r\nb\"\r\n.1.3.7 = INTEGER: 2\r\n",
    "1.3.6.1|4x|610d0a62\n1.3.7|2|2\n", "" },
  { "a byte order mark", "\xef\xbb\xbf" A "INTEGER: 1\n", "1.3.6.1|2|1\n", "" },

  { "the end of a walk", A "INTEGER: 1\nEnd of MIB\n", "1.3.6.1|2|1\n",
    "line 2 is no varbind (what the tool said beside the varbinds): End of MIB\n" },
  { "the end of the view", A "INTEGER: 1\n" A "No more variables left in this MIB View (It is past "
    "the end of the MIB tree)\n", "1.3.6.1|2|1\n",
    "line 2 is no varbind (the end of what the agent shows): "
    ".1.3.6.1 = No more variables left in this MIB View (It is past t…\n" },
  { "a walk that broke off", A "STRING: a\nTimeout: No Response from 192.0.2.1\n", "1.3.6.1|4|a\n",
    "line 2 is no varbind (what the tool said beside the varbinds): "
    "Timeout: No Response from 192.0.2.1\n" },
  { "exceptions are kept as an agent's answers", A "No Such Object available on this agent at this "
    "OID\n.1.3.6.2 = No Such Instance currently exists at this OID\n.1.3.6.3 = INTEGER: 1\n",
    "#tlv|1.3.6.1|8000\n#tlv|1.3.6.2|8100\n1.3.6.3|2|1\n", "" },
  { "what tarn export prints of values that net-snmp drops",
    A "Unknown Type (0x49): 49 01 00 \n.1.3.6.2 = Undecodable (type 0x40): 40 00 \n"
    ".1.3.6.3 = INTEGER: 1\n",
    "#tlv|1.3.6.1|490100\n#tlv|1.3.6.2|4000\n1.3.6.3|2|1\n", "" },
  { "what is no record", A "INTEGER: 1\nwhat?\n", "1.3.6.1|2|1\n",
    "line 2 refused (it begins no record, and belongs to none before): what?\n" },
  { "a duplicate", A "INTEGER: 1\n" A "INTEGER: 2\n", "1.3.6.1|2|1\n",
    "line 2 left out: its OID came before, and the first value is kept: .1.3.6.1 = INTEGER: 2\n" },

  { "-OQ", ".1.3.6.1 = \"a\nb\"\n.1.3.6.2 = 5\n.1.3.6.3 = 3000000000\n.1.3.6.4 = 5000000000\n"
    ".1.3.6.5 = .1.3.6\n.1.3.6.6 = 192.0.2.1\n.1.3.6.7 = 1:10:17:36.78\n.1.3.6.8 = NULL\n"
    ".1.3.6.9 = \"00 1A \"\n.1.3.6.10 = \"\"\n.1.3.6.11 = up\n",
    "1.3.6.1|4x|610a62\n1.3.6.2|2|5\n1.3.6.3|66|3000000000\n1.3.6.4|70|5000000000\n"
    "1.3.6.5|6|1.3.6\n1.3.6.6|64|192.0.2.1\n1.3.6.7|67|12345678\n1.3.6.8|5|\n1.3.6.9|4x|001a\n"
    "1.3.6.10|4|\n1.3.6.11|4|up\n",
    "line 3 " GUESSED "the size of the number): .1.3.6.2 = 5\n"
    "line 4 " GUESSED "the size of the number): .1.3.6.3 = 3000000000\n"
    "line 5 " GUESSED "the size of the number): .1.3.6.4 = 5000000000\n"
    "line 6 " GUESSED "what the value looks like): .1.3.6.5 = .1.3.6\n"
    "line 7 " GUESSED "what the value looks like): .1.3.6.6 = 192.0.2.1\n"
    "line 8 mended (its type is not told; it was chosen by what the value looks like; it was "
    "calculated from days, hours, minutes and seconds): .1.3.6.7 = 1:10:17:36.78\n"
    "line 10 taken as it stands (hex in quotes, as -OQ shows octets that are no text): "
    ".1.3.6.9 = \"00 1A \"\n"
    "line 12 " GUESSED "what the value looks like): .1.3.6.11 = up\n" },
  { "-Oq", ".1.3.6.1 \"a = b\"\n.1.3.6.2 -5\niso.3.6.3 .1.3.6\n",
    "1.3.6.1|4|a = b\n1.3.6.2|2|-5\n1.3.6.3|6|1.3.6\n",
    "line 2 " GUESSED "the size of the number): .1.3.6.2 -5\n"
    "line 3 " GUESSED "what the value looks like): iso.3.6.3 .1.3.6\n" },

  { "-Oq with names: sysUpTime has one of its own, which has no dot",
    "sysDescr.0 Linux\nsysUpTimeInstance 0:0:02:03.45\nsysServices.0 72\n"
    "ifPhysAddress.2 0:1a:b\n",
    "1.3.6.1.2.1.1.1.0|4|Linux\n1.3.6.1.2.1.1.3.0|67|12345\n1.3.6.1.2.1.1.7.0|2|72\n"
    "1.3.6.1.2.1.2.2.1.6.2|4x|001a0b\n",
    "line 1 " GUESSED "what the value looks like): sysDescr.0 Linux\n"
    "line 2 mended (its type is not told; it was chosen by what the value looks like; it was "
    "calculated from days, hours, minutes and seconds): sysUpTimeInstance 0:0:02:03.45\n"
    "line 3 " GUESSED "the size of the number): sysServices.0 72\n"
    "line 4 mended (its type is not told; it was chosen by what the value looks like; octets "
    "that their DISPLAY-HINT made text of are octets again): ifPhysAddress.2 0:1a:b\n" },
  { "-Os, behind text that has no quotes",
    "sysDescr.0 = STRING: Linux\nsysUpTimeInstance = Timeticks: (12345) 0:02:03.45\n",
    "1.3.6.1.2.1.1.1.0|4|Linux\n1.3.6.1.2.1.1.3.0|67|12345\n", "" },
  { "blanks in front of each line",
    "  .1.3.6.1 = INTEGER: 1\n  .1.3.6.2 = Hex-STRING: 00 1A \n  2B \n\t.1.3.6.3 = STRING: \"a\"\n",
    "1.3.6.1|2|1\n1.3.6.2|4x|001a2b\n1.3.6.3|4|a\n", "" },
  { "what net-snmp says of MIB modules, in front of the walk",
    "MIB search path: /usr/share/snmp/mibs\nCannot find module (IF-MIB): At line 0 in (none)\n"
    A "INTEGER: 1\n", "1.3.6.1|2|1\n",
    "line 1 is no varbind (what the tool said beside the varbinds): MIB search path: "
    "/usr/share/snmp/mibs\n"
    "line 2 is no varbind (what the tool said beside the varbinds): Cannot find module (IF-MIB): "
    "At line 0 in (none)\n" },

  { "octets that a MIB module made text of",
    ".1.3.6.1.2.1.2.2.1.6.1 = STRING: 0:1a:b\n"
    ".1.3.6.1.2.1.2.2.1.6.2 = STRING: \n"
    ".1.3.6.1.2.1.2.2.1.6.3 = STRING: \"0:1a:b\"\n"
    ".1.3.6.1.2.1.2.2.1.2.1 = STRING: 0:1a:b\n"
    ".1.3.6.1.2.1.25.1.2.0 = STRING: 2012-10-2,19:27:28.0,-4:0\n"
    ".1.3.6.1.2.1.25.6.3.1.5.1 = STRING: 2013-3-10,16:22:7.2\n"
    ".1.3.6.1.2.1.25.6.3.1.5.2 = STRING: 2013-3-10\n",
    "1.3.6.1.2.1.2.2.1.2.1|4|0:1a:b\n1.3.6.1.2.1.2.2.1.6.1|4x|001a0b\n"
    "1.3.6.1.2.1.2.2.1.6.2|4|\n1.3.6.1.2.1.2.2.1.6.3|4|0:1a:b\n"
    "1.3.6.1.2.1.25.1.2.0|4x|07dc0a02131b1c002d0400\n"
    "1.3.6.1.2.1.25.6.3.1.5.1|4x|07dd030a10160702\n1.3.6.1.2.1.25.6.3.1.5.2|4|2013-3-10\n",
    "line 1 mended (octets that their DISPLAY-HINT made text of are octets again): "
    ".1.3.6.1.2.1.2.2.1.6.1 = STRING: 0:1a:b\n"
    "line 5 mended (octets that their DISPLAY-HINT made text of are octets again): "
    ".1.3.6.1.2.1.25.1.2.0 = STRING: 2012-10-2,19:27:28.0,-4:0\n"
    "line 6 mended (octets that their DISPLAY-HINT made text of are octets again): "
    ".1.3.6.1.2.1.25.6.3.1.5.1 = STRING: 2013-3-10,16:22:7.2\n" },
};

static void
test_file (gconstpointer data)
{
  const FileVector *v = data;
  TarnSpan file = tarn_span (v->file, strlen (v->file));

  tarn_test_assert_imports (TARN_IMPORT_GUESS, file, v->snmprec, v->notes);
  tarn_test_import_prefixes (TARN_IMPORT_TEXT, file);
}

/* Quotes that open and never close, over and over: no line is looked at more than a few
 * times, and none is lost. */
static void
test_many_lost_quotes (void)
{
  enum { N = 20000 };
  g_autoptr(GString) file = g_string_new (NULL);
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < N; i++)
    g_string_append_printf (file, ".1.3.6.%u = %s\n", i,
                            i % 100 == 0 ? "STRING: \"a" : "INTEGER: 1");

  store = tarn_test_import (TARN_IMPORT_TEXT, tarn_span (file->str, file->len), &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_varbinds, ==, N);
  g_assert_cmpuint (report->n_mended, ==, N / 100);
}

/* The longest value in its longest form, one octet more, and far more. */
static void
test_long_values (void)
{
  g_autoptr(GString) file = g_string_new (A "Hex-STRING: ");
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autofree char *notes = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 65531; i++)
    g_string_append (file, i % 16 == 15 ? "41 \n" : "41 ");
  g_string_append (file, "\n.1.3.6.2 = STRING: \"");
  for (guint i = 0; i < 65531; i++)
    g_string_append (file, "\\\"");
  g_string_append (file, "\"\n.1.3.6.3 = STRING: \"");
  for (guint i = 0; i < 65532; i++)
    g_string_append_c (file, 'x');
  g_string_append (file, "\"\n.1.3.6.4 = STRING: ");
  for (guint i = 0; i < 100000; i++)
    g_string_append (file, "x\nxxxxxxxxxxxxxxxx");
  g_string_append (file, "\n.1.3.6.5 = INTEGER: 5\n");

  store = tarn_test_import (TARN_IMPORT_TEXT, tarn_span (file->str, file->len), &report, &error);
  g_assert_no_error (error);
  notes = tarn_test_notes (report);
  g_assert_nonnull (strstr (notes, "refused (a value longer than SNMP can carry): .1.3.6.3 = "));
  g_assert_nonnull (strstr (notes, "refused (a value longer than SNMP can carry): .1.3.6.4 = "));
  g_assert_cmpuint (report->n_varbinds, ==, 3);
  g_assert_cmpuint (report->n_refused, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-text/value/%s", values[i].sentence);

      g_test_add_data_func (path, &values[i], test_value);
    }

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-text/file/%s", files[i].sentence);

      g_test_add_data_func (path, &files[i], test_file);
    }

  g_test_add_func ("/import-text/many lost quotes", test_many_lost_quotes);
  g_test_add_func ("/import-text/long values", test_long_values);

  return g_test_run ();
}
