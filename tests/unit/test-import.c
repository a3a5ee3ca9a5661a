/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What all formats have in common: where lines come from, where rows go to, what is told.
 */
#include "tarn-test-import.h"

#include <gio/gio.h>

#include "base/tarn-error.h"
#include "ops/tarn-import-source.h"
#include "store/tarn-memory-store.h"
#include "tarn-faulty-store.h"

/* Gives @step octets at a time, as a pipe may. */
static TarnImportSource *
make_source (TarnSpan file,
             gsize    step)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new ();

  for (gsize at = 0; at < file.len; at += step)
    {
      gsize len = MIN (step, file.len - at);

      g_memory_input_stream_add_data (G_MEMORY_INPUT_STREAM (stream),
                                      g_memdup2 (file.data + at, len), (gssize) len, g_free);
    }

  return tarn_import_source_new (stream, NULL);
}

typedef struct
{
  const char *sentence;
  const char *file;
  gsize       len;
  const char *lines;    /* each with | behind it, and with \r where there was one */
} LineVector;

#define FILE_OF(text) text, sizeof text - 1

static const LineVector line_vectors[] = {
  { "lines", FILE_OF ("a\nb\n"), "a|b|" },
  { "no line end at the end", FILE_OF ("a\nb"), "a|b|" },
  { "blank lines", FILE_OF ("\n\na\n\n"), "||a||" },
  { "CR LF", FILE_OF ("a\r\nb\r\n"), "a\r|b\r|" },
  { "CR alone is part of a line", FILE_OF ("a\rb\n"), "a\rb|" },
  { "NUL is part of a line", FILE_OF ("a\0b\n"), "a_b|" },
  { "nothing", FILE_OF (""), "" },
  { "one octet", FILE_OF ("a"), "a|" },
  { "a byte order mark", FILE_OF ("\xef\xbb\xbf" "a\n"), "a|" },
  { "a mark alone", FILE_OF ("\xef\xbb\xbf"), "" },
  { "half a mark", FILE_OF ("\xef\xbb"), "\xef\xbb|" },
  { "UTF-16, as Windows has it", FILE_OF ("\xff\xfe" "a\0\n\0\xe9\0\n\0"), "a|\xc3\xa9|" },
  { "UTF-16, the other way round", FILE_OF ("\xfe\xff\0a\0\n\x20\xac"), "a|\xe2\x82\xac|" },
  { "UTF-16 of CR LF", FILE_OF ("\xff\xfe" "a\0\r\0\n\0"), "a\r|" },
  { "UTF-16 of four octets", FILE_OF ("\xff\xfe\x3d\xd8\x00\xde"), "\xf0\x9f\x98\x80|" },
  { "half a character at the end", FILE_OF ("\xff\xfe" "a\0\x3d\xd8"), "a\xef\xbf\xbd|" },
  { "half a character before another one",
    FILE_OF ("\xff\xfe\x3d\xd8" "a\0"), "\xef\xbf\xbd" "a|" },
  { "the second half alone", FILE_OF ("\xff\xfe\x00\xde" "a\0"), "\xef\xbf\xbd" "a|" },
  { "an odd octet at the end", FILE_OF ("\xff\xfe" "a\0b"), "a\xef\xbf\xbd|" },
  { "UTF-16 of nothing", FILE_OF ("\xff\xfe"), "" },
};

static void
test_lines (gconstpointer data)
{
  const LineVector *v = data;

  /* The first piece has to hold the mark. */
  for (gsize step = 1; step <= MAX (v->len, 1); step++)
    {
      g_autoptr(TarnImportSource) source = make_source (tarn_span (v->file, v->len), step);
      g_autoptr(GString) found = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      TarnSpan line, head;
      gboolean had_cr, whole;
      guint n = 0;

      /* Looking ahead takes nothing away. */
      if (step % 2 == 0)
        {
          g_assert_true (tarn_import_source_peek (source, &head, &whole, &error));
          g_assert_true (whole);
        }

      while (tarn_import_source_next_line (source, &line, &had_cr, &error) == TARN_LINE_READ)
        {
          for (gsize i = 0; i < line.len; i++)
            g_string_append_c (found, line.data[i] != '\0' ? (char) line.data[i] : '_');
          g_string_append (found, had_cr ? "\r|" : "|");
          g_assert_cmpuint (tarn_import_source_get_line (source), ==, ++n);
        }

      g_assert_no_error (error);
      g_assert_cmpstr (found->str, ==, v->lines);
    }
}

/* UTF-16 of more than a buffer, in which octets become three. */
static void
test_much_utf16 (void)
{
  enum { N = 900000 };
  g_autoptr(GByteArray) file = g_byte_array_new ();
  g_autoptr(TarnImportSource) source = NULL;
  g_autoptr(GError) error = NULL;
  gboolean had_cr;
  TarnSpan line;
  guint n = 0;

  g_byte_array_append (file, (const guint8 *) "\xff\xfe", 2);
  for (guint i = 0; i < N; i++)
    g_byte_array_append (file, (const guint8 *) (i % 100 == 99 ? "\n\0" : "\xac\x20"), 2);

  source = make_source (tarn_span (file->data, file->len), file->len);
  for (; tarn_import_source_next_line (source, &line, &had_cr, &error) == TARN_LINE_READ; n++)
    g_assert_cmpuint (line.len, ==, 3 * 99);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, N / 100);
}

static void
test_long_lines (void)
{
  static const gsize lens[] = { TARN_IMPORT_MAX_LINE - 1, TARN_IMPORT_MAX_LINE,
                                TARN_IMPORT_MAX_LINE + 100, 5 * TARN_IMPORT_MAX_LINE };

  for (guint i = 0; i < G_N_ELEMENTS (lens); i++)
    {
      g_autofree char *file = g_malloc (lens[i] + 3);
      g_autoptr(TarnImportSource) source = NULL;
      g_autoptr(GError) error = NULL;
      TarnLineResult result;
      gboolean had_cr;
      TarnSpan line;

      memset (file, 'x', lens[i]);
      memcpy (file + lens[i], "\ny\n", 3);
      source = make_source (tarn_span (file, lens[i] + 3), 70000);

      result = tarn_import_source_next_line (source, &line, &had_cr, &error);
      g_assert_cmpint (result, ==, lens[i] > TARN_IMPORT_MAX_LINE ? TARN_LINE_TOO_LONG
                                                                 : TARN_LINE_READ);
      g_assert_cmpuint (line.len, <=, lens[i]);
      g_assert_cmpuint (line.len, >=, MIN (lens[i], TARN_IMPORT_MAX_LINE));
      result = tarn_import_source_next_line (source, &line, &had_cr, &error);
      g_assert_cmpint (result, ==, TARN_LINE_READ);
      g_assert_cmpmem (line.data, line.len, "y", 1);
      g_assert_cmpuint (tarn_import_source_get_line (source), ==, 2);
    }
}

static void
test_octets (void)
{
  guint8 file[1000], found[1000];
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < sizeof file; i++)
    file[i] = (guint8) (i * 7);

  for (gsize step = 1; step < 400; step += 57)
    {
      g_autoptr(TarnImportSource) source = make_source (tarn_span (file, sizeof file), step);
      gssize n = tarn_import_source_read (source, found, 300, &error);

      g_assert_cmpint (n, ==, 300);
      n = tarn_import_source_read (source, found + 300, sizeof found, &error);
      g_assert_cmpint (n, ==, 700);
      g_assert_cmpmem (found, sizeof found, file, sizeof file);
      g_assert_cmpint (tarn_import_source_read (source, found, 1, &error), ==, 0);
      g_assert_no_error (error);
    }
}

typedef struct
{
  const char *sentence;
  const char *file;
  const char *says;       /* of the error; NULL: there is none */
} StrangeVector;

static const StrangeVector strange[] = {
  { "nothing", "", NULL },
  { "blank lines", "\n \n\r\n", NULL },
  { "comments", "# a\n# b\n", NULL },
  { "prose", "Dear Sir,\nhow are you?\n", "it begins with “Dear Sir,”, which is of no format" },
  { "octets", "\x7f" "ELF\x02\n", "it begins with “\\x7fELF\\x02”, which is of no format" },
};

static void
test_strange (gconstpointer data)
{
  const StrangeVector *v = data;
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnStore) store = tarn_test_import (TARN_IMPORT_GUESS,
                                                 tarn_span (v->file, strlen (v->file)), &report,
                                                 &error);

  if (v->says == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (report->n_varbinds + report->notes->len, ==, 0);
      return;
    }

  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
  g_assert_nonnull (strstr (error->message, v->says));
  g_assert_nonnull (strstr (error->message, "--format (snmprec, text, sap, "));
}

/* A first line longer than what is looked at tells what it is by how it begins. */
static void
test_long_first_line (void)
{
  static const char *const beginnings[] = { "1.3.6|4|", ".1.3.6 = STRING: ", "1.3.6,STRING," };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autofree char *value = g_strnfill (65530, 'a');
      g_autofree char *file = g_strconcat (beginnings[i], value, "\n", NULL);
      g_autoptr(TarnImportReport) report = NULL;
      g_autoptr(TarnStore) store = NULL;
      g_autoptr(GError) error = NULL;

      store = tarn_test_import (TARN_IMPORT_GUESS, tarn_span (file, strlen (file)), &report,
                                &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report->n_varbinds, ==, 1);
      g_assert_cmpuint (report->notes->len, ==, 0);
    }
}

static TarnImportReport *
import_into (TarnStore   *store,
             const char  *file,
             gboolean     strict,
             GError     **error)
{
  g_autoptr(TarnImporter) importer = tarn_importer_new ();
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data (file, -1, NULL);

  tarn_importer_set_format (importer, TARN_IMPORT_SNMPREC);
  tarn_importer_set_strict (importer, strict);
  return tarn_importer_run (importer, stream, store, NULL, error);
}

/* Duplicates are known late, and still all is told in the order of the lines; what is
 * odd about a duplicate is not. */
static void
test_order_of_notes (void)
{
  static const char file[] =
    "1.3.6.1|2|1\n1.3.6.2|2|x\n1.3.6.1|2|02\n1.3.6.3|2|03\n1.3.6.4|2:sql|\n1.3.6.3|2|3\n"
    "1.3.6.5|2|\n1.3.6.1|2|9\n";
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) report = NULL;
  g_autofree char *notes = NULL;

  report = import_into (store, file, FALSE, NULL);
  notes = tarn_test_notes (report);
  g_assert_cmpstr (notes, ==,
    "line 2 refused (an Integer32 that is no number): 1.3.6.2|2|x\n"
    "line 3 left out: its OID came before, and the first value is kept: 1.3.6.1|2|02\n"
    "line 4 mended (leading zeros were taken away): 1.3.6.3|2|03\n"
    "line 5 left out: its value is made up by a module of snmpsim, which is not run: "
    "1.3.6.4|2:sql|\n"
    "line 6 left out: its OID came before, and the first value is kept: 1.3.6.3|2|3\n"
    "line 7 refused (an Integer32 without a number): 1.3.6.5|2|\n"
    "line 8 left out: its OID came before, and the first value is kept: 1.3.6.1|2|9\n");
  g_assert_cmpuint (report->n_varbinds, ==, 2);
  g_assert_cmpuint (report->n_mended, ==, 1);
  g_assert_cmpuint (report->n_duplicates, ==, 3);
  g_assert_cmpuint (report->n_modules, ==, 1);
  g_assert_cmpuint (report->n_refused, ==, 2);
}

/* The first thousand, whatever they are; the rest is counted. */
static void
test_many_notes (void)
{
  enum { N = 5000 };
  g_autoptr(GString) file = g_string_new ("1.3.6.0|2|1\n");
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) report = NULL;

  for (guint i = 1; i <= N; i++)
    g_string_append_printf (file, "1.3.6.%u|2|%s\n", i % 3 == 0 ? 0 : i, i % 3 == 1 ? "x" : "01");

  report = import_into (store, file->str, FALSE, NULL);
  g_assert_cmpuint (report->notes->len, ==, 1000);
  g_assert_true (g_str_has_prefix (report->notes->pdata[0], "line 2 refused"));
  g_assert_true (g_str_has_prefix (report->notes->pdata[1], "line 3 mended"));
  g_assert_true (g_str_has_prefix (report->notes->pdata[2], "line 4 left out"));
  g_assert_true (g_str_has_prefix (report->notes->pdata[999], "line 1001 "));
  g_assert_cmpuint (report->n_duplicates, ==, N / 3);
  g_assert_cmpuint (report->n_refused + report->n_mended, ==, N - N / 3);
}

static const StrangeVector strict_vectors[] = {
  { "all is well", "1.3.6.1|2|1\n1.3.6.2|2|1\n# comment\n", NULL },
  { "modules are kept aside", "1.3.6.1|2|1\n1.3.6.2|2:sql|\n", NULL },
  { "a refused line", "1.3.6.1|2|1\n1.3.6.2|2|x\n",
    "line 2 refused (an Integer32 that is no number): 1.3.6.2|2|x" },
  { "a mended one", "1.3.6.1|2|1\n1.3.6.02|2|1\n", "line 2 mended (" },
  { "a doubtful one", "1.3.6.1|2|1\n0.3|2|1\n", "line 2 taken as it stands (" },
  { "a duplicate", "1.3.6.1|2|1\n1.3.6.2|2|1\n1.3.6.1|2|1\n", "line 3 left out: its OID came" },
  { "a duplicate in front of a refused line", "1.3.6.1|2|1\n1.3.6.1|2|1\n1.3.6.2|2|x\n",
    "line 2 left out: its OID came before" },
  { "what the store has already", "1.3.6.1|2|1\n1.3.6.99|2|1\n", ".1.3.6.99 is in the capture" },
};

/* All of a file, or nothing. */
static void
test_strict (gconstpointer data)
{
  const StrangeVector *v = data;
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) before = import_into (store, "1.3.6.99|2|0\n", FALSE, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnImportReport) report = import_into (store, v->file, TRUE, &error);
  guint64 serial = tarn_store_get_serial (store);

  g_assert_cmpuint (before->n_varbinds, ==, 1);
  g_assert_cmpint (report != NULL, ==, v->says == NULL);
  if (v->says == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (tarn_store_count (store, NULL, NULL), ==, 1 + report->n_varbinds);
      return;
    }

  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, "nothing is taken, since "));
  g_assert_nonnull (strstr (error->message, v->says));
  g_assert_cmpuint (tarn_store_count (store, NULL, NULL), ==, 1);
  g_assert_cmpuint (tarn_store_get_serial (store), ==, serial);
}

/* Lines of modules stay beside the varbinds, once each, and an export has them. */
static void
test_modules (void)
{
  static const char file[] = "1.3.6.1|2|1\n1.3.6.2|4:subprocess|rm -rf /\n1.3.6.3|2:numeric|a=1\n";
  static const char expected[] =
    "#module|1.3.6.2|4:subprocess|rm -rf /\n#module|1.3.6.3|2:numeric|a=1\n";
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(TarnImportReport) report = import_into (store, file, FALSE, NULL);
      g_autoptr(TarnImportReport) again = NULL;

      g_assert_cmpuint (report->n_modules, ==, 2);
      g_clear_pointer (&text, g_free);
      text = tarn_test_export (store, TARN_FORMAT_SNMPREC);
      g_assert_true (g_str_has_prefix (text, expected));
      g_assert_cmpstr (text + strlen (expected), ==, "1.3.6.1|2|1\n");

      again = import_into (store, text, FALSE, NULL);
      g_assert_cmpuint (again->n_modules, ==, 2);
    }
}

/* More than a store should carry is only counted, and that is told. */
static void
test_many_modules (void)
{
  g_autoptr(GString) file = g_string_new (NULL);
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) report = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_string_append_printf (file, "1.3.6.%u|4:x|", i);
      for (guint k = 0; k < 1000; k++)
        g_string_append_c (file, 'y');
      g_string_append_c (file, '\n');
    }

  report = import_into (store, file->str, FALSE, NULL);
  g_assert_cmpuint (report->n_modules, ==, 300);
  g_assert_nonnull (strstr (report->notes->pdata[299], "there are too many to keep them"));
  text = tarn_test_export (store, TARN_FORMAT_SNMPREC);
  g_assert_cmpuint (strlen (text), <, 300 * 1024);
  g_assert_cmpuint (strlen (text), >, 200 * 1024);
}

/* Whoever commits meanwhile is waited for; what will not get better is told. */
static void
test_busy_store (void)
{
  g_autoptr(TarnStore) real = tarn_memory_store_new ();
  g_autoptr(TarnStore) store = tarn_faulty_store_new (real);
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GError) error = NULL;

  tarn_faulty_store_set_busy (TARN_FAULTY_STORE (store), 3, 20);
  report = import_into (store, "1.3.6.1|2|1\n", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_varbinds, ==, 1);
  g_assert_cmpuint (tarn_store_count (real, NULL, NULL), ==, 1);

  tarn_faulty_store_fail_apply (TARN_FAULTY_STORE (store), TARN_ERROR_STORE_FULL);
  g_assert_null (import_into (store, "1.3.6.2|2|1\n", FALSE, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL);
  g_clear_error (&error);
  g_assert_null (import_into (store, "1.3.6.2|2|1\n", TRUE, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL);
  g_assert_cmpuint (tarn_store_count (real, NULL, NULL), ==, 1);
}

static void
progress_cb (TarnImporter *importer,
             guint64       n_octets,
             guint64       n_varbinds,
             gpointer      data)
{
  guint64 *last = data;

  g_assert_cmpuint (n_octets, >=, last[0]);
  g_assert_cmpuint (n_varbinds, >=, last[1]);
  last[0] = n_octets;
  last[1] = n_varbinds;
  last[2]++;
}

static void
test_progress (void)
{
  g_autoptr(GString) file = g_string_new (NULL);
  g_autoptr(TarnImporter) importer = tarn_importer_new ();
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  guint64 last[3] = { 0 };

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (file, "1.3.6.%u|2|1\n", i);
  stream = g_memory_input_stream_new_from_data (file->str, (gssize) file->len, NULL);
  g_signal_connect (importer, "progress", G_CALLBACK (progress_cb), last);
  report = tarn_importer_run (importer, stream, store, NULL, &error);
  g_assert_no_error (error);

  /* At once, and then every tenth of a second, which this does not take. */
  g_assert_cmpuint (last[2], >=, 1);
  g_assert_cmpuint (last[0], ==, file->len);
  g_assert_cmpuint (last[1], <=, 2000);
}

static void
test_names (void)
{
  TarnImportFormat format;

  for (TarnImportFormat i = TARN_IMPORT_GUESS; i <= TARN_IMPORT_PCAP; i++)
    {
      g_assert_true (tarn_import_format_parse (tarn_import_format_to_string (i), &format));
      g_assert_cmpint (format, ==, i);
    }
  g_assert_false (tarn_import_format_parse ("yaml", &format));
  g_assert_false (tarn_import_format_parse ("", &format));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (line_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/lines/%s", line_vectors[i].sentence);

      g_test_add_data_func (path, &line_vectors[i], test_lines);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/strange/%s", strange[i].sentence);

      g_test_add_data_func (path, &strange[i], test_strange);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strict_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/strict/%s", strict_vectors[i].sentence);

      g_test_add_data_func (path, &strict_vectors[i], test_strict);
    }

  g_test_add_func ("/import/much UTF-16", test_much_utf16);
  g_test_add_func ("/import/long lines", test_long_lines);
  g_test_add_func ("/import/octets", test_octets);
  g_test_add_func ("/import/a long first line", test_long_first_line);
  g_test_add_func ("/import/order of notes", test_order_of_notes);
  g_test_add_func ("/import/many notes", test_many_notes);
  g_test_add_func ("/import/modules", test_modules);
  g_test_add_func ("/import/many modules", test_many_modules);
  g_test_add_func ("/import/a busy store", test_busy_store);
  g_test_add_func ("/import/progress", test_progress);
  g_test_add_func ("/import/names of formats", test_names);

  return g_test_run ();
}
