/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * SAP walks and simple text: files of one or more lines.
 */
#include "tarn-test-import.h"

#include "base/tarn-error.h"

typedef struct
{
  const char *sentence;
  const char *file;
  const char *snmprec;   /* what comes of it                    */
  const char *notes;
} FileVector;

static const FileVector sap[] = {
  { "a string, all behind its comma and one space", "1.3.6.1 , OctetString , a, b \n",
    "1.3.6.1|4x|612c206220\n", "" },
  { "a string that begins with a space", "1.3.6.1 , OctetString ,  /C \"x\"\n",
    "1.3.6.1|4| /C \"x\"\n", "" },
  { "an empty string", "1.3.6.1 , OctetString ,\r\n", "1.3.6.1|4|\n", "" },
  { "octets in hex", "1.3.6.1 , OctetString , 0x000e35d33d53\n", "1.3.6.1|4x|000e35d33d53\n", "" },
  { "hex with spaces in it", "1.3.6.1 , OctetString , 0x00 0E\n", "1.3.6.1|4x|000e\n",
    "line 1 mended (what stood between the hex digits was taken away): "
    "1.3.6.1 , OctetString , 0x00 0E\n" },
  { "text that only begins like hex", "1.3.6.1 , OctetString , 0xyz\n", "1.3.6.1|4|0xyz\n", "" },
  { "a quoted string", "1.3.6.1 , OctetString , \"a, b\"\n", "1.3.6.1|4|a, b\n",
    "line 1 mended (the quotes around it were taken away): 1.3.6.1 , OctetString , \"a, b\"\n" },
  { "each type in columns of spaces",
    "1.3.6.1.1   , Integer     , -76\n"
    "1.3.6.1.2   , ObjectID    , 1.3.6.1.4.1.311\n"
    "1.3.6.1.3   , TimeTicks   , 200846\n"
    "1.3.6.1.4   , IpAddress   , 192.0.2.1\n"
    "1.3.6.1.5   , Counter     , 4294967295\n"
    "1.3.6.1.6   , Gauge       , 10000000\n"
    "1.3.6.1.7   , Counter64   , 18446744073709551615\n"
    "1.3.6.1.8   , Opaque      , 0x9f780440600000\n"
    "1.3.6.1.9   , NULL        , \n",
    "1.3.6.1.1|2|-76\n1.3.6.1.2|6|1.3.6.1.4.1.311\n1.3.6.1.3|67|200846\n1.3.6.1.4|64|192.0.2.1\n"
    "1.3.6.1.5|65|4294967295\n1.3.6.1.6|66|10000000\n1.3.6.1.7|70|18446744073709551615\n"
    "1.3.6.1.8|68x|9f780440600000\n1.3.6.1.9|5|\n", "" },
  { "no spaces at all", ".1.3.6.1,IPAddress,192.0.2.1\n", "1.3.6.1|64|192.0.2.1\n", "" },
  { "comments and blank lines", "# x\n\n1.3.6.1 , INTEGER , 1\n", "1.3.6.1|2|1\n", "" },
  { "what it is not is refused",
    "1.3.6.1 , Integer , 1\n1.3.6.2 , Integer\n1.3.6.3 , Float , 1\n1.3.6.4 , Integer , one\nx\n"
    "1.3.6.5 , Counter , 4294967296\n1.3.6.6 , noSuchObject , 1\n",
    "1.3.6.1|2|1\n",
    "line 2 refused (it is not OID , type , value): 1.3.6.2 , Integer\n"
    "line 3 refused (its type is none that SNMP has): 1.3.6.3 , Float , 1\n"
    "line 4 refused (an Integer32 that is no number): 1.3.6.4 , Integer , one\n"
    "line 5 refused (it is not OID , type , value): x\n"
    "line 6 refused (a number that is too large for its type): 1.3.6.5 , Counter , 4294967296\n"
    "line 7 refused (an exception with a value): 1.3.6.6 , noSuchObject , 1\n" },
};

static const FileVector mvc[] = {
  { "each type of .MVC and .dump",
    "1.3.6.1.0|0|1\n1.3.6.1.1|1|2\n1.3.6.1.2|2|-3\n1.3.6.1.3|3|192.0.2.1\n1.3.6.1.4|4|what\n"
    "1.3.6.1.5|5|1.3.6\n1.3.6.1.6|6|\"a|b\"\n1.3.6.1.7|7|5\n1.3.6.1.8|8|6\n1.3.6.1.9|9|7\n",
    "1.3.6.1.0|65|1\n1.3.6.1.1|66|2\n1.3.6.1.2|2|-3\n1.3.6.1.3|64|192.0.2.1\n1.3.6.1.4|5|\n"
    "1.3.6.1.5|6|1.3.6\n1.3.6.1.6|4|a|b\n1.3.6.1.7|67|5\n1.3.6.1.8|65|6\n1.3.6.1.9|70|7\n", "" },
  { "octets behind hex:", "1.3.6.1|6|hex: 0.e.35.D3\n1.3.6.2|6|abc\n",
    "1.3.6.1|4x|000e35d3\n1.3.6.2|4|abc\n", "" },
  { "an OID and a value, each type by name",
    "1.3.6.1 = INTEGER: 5\n.1.3.6.2 : Counter32: 6\n1.3.6.3 OctetString: \"x y\"\n"
    "1.3.6.4 := OID: .1.3\n1.3.6.5, Text: 1\n",
    "1.3.6.1|2|5\n1.3.6.2|65|6\n1.3.6.3|4|x y\n1.3.6.4|6|1.3\n1.3.6.5|4|Text: 1\n",
    "line 5 taken as it stands (its type is a guess): 1.3.6.5, Text: 1\n" },
  { "values without a type",
    "1.3.6.1 5\n1.3.6.2\t-5\n1.3.6.3 = 4294967295\n1.3.6.4 = 4294967296\n1.3.6.5 = \"7\"\n"
    "1.3.6.6 = 192.0.2.1\n1.3.6.7 = .1.3.6.1\n1.3.6.8 = 1.5\n1.3.6.9 = 0x00ff\n",
    "1.3.6.1|2|5\n1.3.6.2|2|-5\n1.3.6.3|66|4294967295\n1.3.6.4|70|4294967296\n1.3.6.5|4|7\n"
    "1.3.6.6|64|192.0.2.1\n1.3.6.7|6|1.3.6.1\n1.3.6.8|4|1.5\n1.3.6.9|4x|00ff\n",
    "line 1 taken as it stands (its type is a guess): 1.3.6.1 5\n"
    "line 2 taken as it stands (its type is a guess): 1.3.6.2\\x09-5\n"
    "line 3 taken as it stands (its type is a guess): 1.3.6.3 = 4294967295\n"
    "line 4 taken as it stands (its type is a guess): 1.3.6.4 = 4294967296\n"
    "line 5 taken as it stands (its type is a guess): 1.3.6.5 = \"7\"\n"
    "line 6 taken as it stands (its type is a guess): 1.3.6.6 = 192.0.2.1\n"
    "line 7 taken as it stands (its type is a guess): 1.3.6.7 = .1.3.6.1\n"
    "line 8 taken as it stands (its type is a guess): 1.3.6.8 = 1.5\n"
    "line 9 taken as it stands (its type is a guess): 1.3.6.9 = 0x00ff\n" },
  { "what it is not is refused",
    "1.3.6.1 = INTEGER: 5\nhello\n1.3.6.2\n1.3.6.3|6|hex: 0.gg\n1.3.6.4|6|hex: 123\n1.3.6.5|x|1\n",
    "1.3.6.1|2|5\n",
    "line 2 refused (it is neither OID|digit|value nor an OID and a value): hello\n"
    "line 3 refused (it is neither OID|digit|value nor an OID and a value): 1.3.6.2\n"
    "line 4 refused (a value in hex with something else in it): 1.3.6.3|6|hex: 0.gg\n"
    "line 5 refused (a value in hex with something else in it): 1.3.6.4|6|hex: 123\n"
    "line 6 refused (it is neither OID|digit|value nor an OID and a value): 1.3.6.5|x|1\n" },
};

static TarnSpan
text_span (const char *text)
{
  return tarn_span (text, strlen (text));
}

static void
test_sap (gconstpointer data)
{
  const FileVector *v = data;

  tarn_test_assert_imports (TARN_IMPORT_SAP, text_span (v->file), v->snmprec, v->notes);
  tarn_test_import_prefixes (TARN_IMPORT_SAP, text_span (v->file));
}

static void
test_mvc (gconstpointer data)
{
  const FileVector *v = data;

  tarn_test_assert_imports (TARN_IMPORT_MVC, text_span (v->file), v->snmprec, v->notes);
  tarn_test_import_prefixes (TARN_IMPORT_MVC, text_span (v->file));
}

typedef struct
{
  const char      *sentence;
  const char      *file;
  TarnImportFormat format;
} GuessVector;

static const GuessVector guesses[] = {
  { "commas and a type make it a SAP walk", "1.3.6.1 , Integer , 1\n", TARN_IMPORT_SAP },
  { "headings make it CSV", "oid,type,value\n1.3.6.1,Integer,1\n", TARN_IMPORT_CSV },
  { "other separators too", "\n\"Name\";junk;Type;Value\n1.3.6.1;;Integer;1\n", TARN_IMPORT_CSV },
  { "types that .snmprec has make it that", "1.3.6.1|2|1\n1.3.6.2|4|1\n", TARN_IMPORT_SNMPREC },
  { "a type that .snmprec does not have", "1.3.6.1|2|1\n1.3.6.2|0|1\n", TARN_IMPORT_MVC },
  { "octets behind hex:", "1.3.6.1|2|1\n1.3.6.2|6|hex: 1.2\n", TARN_IMPORT_MVC },
  { "an OID and a value", "1.3.6.1 1\n1.3.6.2 x\n", TARN_IMPORT_MVC },
  { "a walk that was pasted with blanks in front",
    "  .1.3.6.1 = INTEGER: 1\n  .1.3.6.2 = Hex-STRING: 00 1A\n", TARN_IMPORT_TEXT },
  { "objects with an OID",
    "{\"type\":\"Integer\",\"oid\":\"1.3.6.1\",\"value\":1}\n", TARN_IMPORT_JSON },
};

static void
test_guess (gconstpointer data)
{
  const GuessVector *v = data;
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnStore) store = tarn_test_import (TARN_IMPORT_GUESS, text_span (v->file), &report,
                                                 &error);

  g_assert_no_error (error);
  g_assert_cmpint (report->format, ==, v->format);
  g_assert_cmpuint (report->n_refused, ==, 0);
  g_assert_cmpuint (tarn_store_count (store, NULL, NULL), >, 0);
}

/* The 2,027 lines of a desktop, all of them good. */
static void
test_recorded (void)
{
  g_autofree char *path = tarn_test_shared_path ("captures/snmpsim/winxp2.sapwalk");
  g_autofree char *octets = NULL;
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(GError) error = NULL;
  gsize len;

  if (path == NULL)
    return;

  g_assert_true (g_file_get_contents (path, &octets, &len, &error));
  store = tarn_test_import (TARN_IMPORT_GUESS, tarn_span (octets, len), &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->format, ==, TARN_IMPORT_SAP);
  g_assert_cmpuint (report->n_varbinds, ==, 2027);
  g_assert_cmpuint (report->notes->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sap); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/sap/%s", sap[i].sentence);

      g_test_add_data_func (path, &sap[i], test_sap);
    }
  for (guint i = 0; i < G_N_ELEMENTS (mvc); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/mvc/%s", mvc[i].sentence);

      g_test_add_data_func (path, &mvc[i], test_mvc);
    }
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/guess/%s", guesses[i].sentence);

      g_test_add_data_func (path, &guesses[i], test_guess);
    }
  g_test_add_func ("/import/sap/recorded", test_recorded);

  return g_test_run ();
}
