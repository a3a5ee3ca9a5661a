/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Reports of modules: as text, as JSON, and as they are kept beside a tree.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "ops/tarn-mib-report.h"
#include "ops/tarn-mib-told.h"

static void
add_remark (TarnMibReport     *report,
            TarnMibRemarkKind  kind,
            guint              line,
            guint              column,
            const char        *text)
{
  TarnMibRemark *remark = g_new (TarnMibRemark, 1);

  *remark = (TarnMibRemark) { kind, line, column, g_strdup (text) };
  g_ptr_array_add (report->remarks, remark);
}

static GPtrArray *
make_reports (void)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_report_free);
  TarnMibReport *report = tarn_mib_report_new ("FOO-MIB", "/x/foo");

  report->verdict = TARN_MIB_LOADED_WITH_LOSSES;
  report->line = 3;
  report->n_objects = 5;
  report->n_types = 1;
  report->n_incomplete = 2;
  g_ptr_array_add (report->lost, g_strdup ("fooBar"));
  g_ptr_array_add (report->missing, g_strdup ("BAR-MIB::bar"));
  add_remark (report, TARN_MIB_REMARK_MENDED, 4, 2, "a \"quote\"");
  add_remark (report, TARN_MIB_REMARK_NOTE, 4, 9, "doubtful");
  add_remark (report, TARN_MIB_REMARK_LOST, 7, 1, "fooBar: \x1b[31m");
  g_ptr_array_add (reports, report);

  report = tarn_mib_report_new (NULL, "/x/prose");
  report->verdict = TARN_MIB_REFUSED;
  add_remark (report, TARN_MIB_REMARK_REFUSED, 0, 0, "there is no module in it");
  g_ptr_array_add (reports, report);

  report = tarn_mib_report_new ("FOO-MIB", "/y/foo");
  report->verdict = TARN_MIB_SHADOWED;
  report->line = 1;
  add_remark (report, TARN_MIB_REMARK_NOTE, 1, 1, "not used: FOO-MIB is taken from /x/foo");
  g_ptr_array_add (reports, report);
  return reports;
}

static char *
tell (GPtrArray *reports,
      gboolean   json,
      gboolean   all)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reports->len; i++)
    if (json)
      tarn_mib_report_append_json (text, reports->pdata[i]);
    else
      tarn_mib_report_append_text (text, reports->pdata[i], all);
  return g_string_free (text, FALSE);
}

/* What a terminal would obey is not shown. */
static void
test_text (void)
{
  g_autoptr(GPtrArray) reports = make_reports ();
  g_autofree char *text = tell (reports, FALSE, FALSE);
  g_autofree char *all = tell (reports, FALSE, TRUE);

  g_assert_cmpstr (text, ==,
                   "/x/foo:3: FOO-MIB: loaded with losses, 5 objects, 1 types, "
                   "1 definitions lost, 2 incomplete\n"
                   "/x/foo: missing imports: BAR-MIB::bar\n"
                   "/x/foo:4:2: mended: a \"quote\"\n"
                   "/x/foo:7:1: lost: fooBar: ?[31m\n"
                   "/x/prose: refused\n"
                   "/x/prose: refused: there is no module in it\n"
                   "/y/foo:1: FOO-MIB: shadowed\n"
                   "/y/foo:1:1: note: not used: FOO-MIB is taken from /x/foo\n");
  g_assert_nonnull (strstr (all, "/x/foo:4:9: note: doubtful\n"));
}

static void
test_json (void)
{
  g_autoptr(GPtrArray) reports = make_reports ();
  g_autofree char *json = tell (reports, TRUE, FALSE);
  g_auto(GStrv) lines = g_strsplit (json, "\n", -1);

  g_assert_cmpstr (lines[0], ==,
                   "{\"file\":\"/x/foo\",\"module\":\"FOO-MIB\",\"line\":3,"
                   "\"verdict\":\"loaded with losses\",\"objects\":5,\"types\":1,\"incomplete\":2,"
                   "\"lost\":[\"fooBar\"],\"missing\":[\"BAR-MIB::bar\"],\"remarks\":["
                   "{\"kind\":\"mended\",\"line\":4,\"column\":2,\"text\":\"a \\\"quote\\\"\"},"
                   "{\"kind\":\"note\",\"line\":4,\"column\":9,\"text\":\"doubtful\"},"
                   "{\"kind\":\"lost\",\"line\":7,\"column\":1,\"text\":\"fooBar: \\u001b[31m\"}]}");
  g_assert_true (g_str_has_prefix (lines[1], "{\"file\":\"/x/prose\",\"verdict\":\"refused\","));
}

static char *
write_reports (void)
{
  g_autoptr(GPtrArray) reports = make_reports ();
  g_autoptr(GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("test-told-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (tarn_mib_told_write (path, "stamp", reports, &error));
  g_assert_no_error (error);
  return path;
}

/* What is read is what was written, but only for those files of which it was written. */
static void
test_kept (void)
{
  g_autoptr(GPtrArray) written = make_reports ();
  g_autoptr(GPtrArray) read = NULL;
  g_autofree char *path = write_reports ();
  g_autofree char *before = tell (written, TRUE, TRUE);
  g_autofree char *after = NULL;

  g_assert_null (tarn_mib_told_read (path, "another stamp"));
  read = tarn_mib_told_read (path, "stamp");
  g_assert_nonnull (read);
  after = tell (read, TRUE, TRUE);
  g_assert_cmpstr (after, ==, before);

  g_unlink (path);
  g_assert_null (tarn_mib_told_read (path, "stamp"));
}

/* Hundreds of times, so nothing waits for a disk. */
static void
put (const char *path,
     const char *octets,
     gsize       n)
{
  FILE *file = g_fopen (path, "we");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (octets, 1, n, file), ==, n);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* Cut off anywhere, there are none; with any octet changed, none or others, and no harm. */
static void
test_damaged (void)
{
  g_autofree char *path = write_reports ();
  g_autofree char *octets = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (path, &octets, &n, NULL));
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GPtrArray) read = NULL;
      char octet = octets[i];

      put (path, octets, i);
      g_assert_null (tarn_mib_told_read (path, "stamp"));

      octets[i] = (char) 0xff;
      put (path, octets, n);
      octets[i] = octet;
      read = tarn_mib_told_read (path, "stamp");
      if (read != NULL)
        g_free (tell (read, FALSE, TRUE));
    }
  g_unlink (path);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mib-told/text", test_text);
  g_test_add_func ("/mib-told/json", test_json);
  g_test_add_func ("/mib-told/kept", test_kept);
  g_test_add_func ("/mib-told/damaged", test_damaged);
  return g_test_run ();
}
