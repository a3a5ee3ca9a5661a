/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Recorded devices of other projects, with all that people did to the files.  The
 * numbers were counted by another program with its own reading of the format.
 */
#include "tarn-test.h"

#include <gio/gio.h>

#include "ops/tarn-format.h"
#include "ops/tarn-snmprec.h"
#include "store/tarn-memory-store.h"

typedef struct
{
  const char *path;         /* below captures/ */
  guint64     n_varbinds;
  guint64     n_duplicates;
  guint64     n_doubtful;
  guint64     n_mended;
  guint64     n_modules;
  guint64     n_refused;
} Recorded;

static const Recorded recorded[] = {
  { "go-snmpsim/sample.snmprec", 75, 0, 0, 75, 0, 0 },
  { "librenms/adva_fsp150_xg116proh.snmprec", 2065, 0, 0, 0, 0, 5 },
  { "librenms/airos_airos8.snmprec", 255, 0, 0, 0, 0, 0 },
  { "librenms/aix.snmprec", 1722, 0, 0, 0, 0, 0 },
  { "librenms/arubaos-cx_8360.snmprec", 4327, 0, 0, 0, 0, 0 },
  { "librenms/avocent_8000.snmprec", 2056, 0, 3, 0, 0, 0 },
  { "librenms/brother_hl5370dw.snmprec", 216, 0, 0, 0, 0, 0 },
  { "librenms/ciena-saos_cn5164.snmprec", 56102, 0, 0, 0, 0, 0 },
  { "librenms/dell-sonic.snmprec", 4542, 0, 0, 0, 0, 0 },
  { "librenms/deltaups_mini-snmp.snmprec", 51, 0, 0, 0, 0, 0 },
  { "librenms/digipower.snmprec", 71, 0, 0, 0, 0, 0 },
  { "librenms/dnos_z.snmprec", 3, 0, 0, 1, 0, 0 },
  { "librenms/drac_c6525.snmprec", 1569, 0, 0, 6, 0, 0 },
  { "librenms/dsm_ds214se-dsm7.snmprec", 820, 0, 0, 0, 0, 0 },
  { "librenms/eaton-mgeups_9pxle.snmprec", 1155, 0, 0, 0, 0, 0 },
  { "librenms/edgeswitch_ep-s16.snmprec", 2, 0, 0, 0, 0, 1 },
  { "librenms/epmp_epmp-ap-connected-sta.snmprec", 223, 0, 0, 0, 0, 6 },
  { "librenms/equallogic_ps6210.snmprec", 246, 0, 0, 0, 0, 0 },
  { "librenms/f5.snmprec", 4461, 0, 0, 0, 0, 0 },
  { "librenms/fortiswitch_148f-fpoe.snmprec", 3117, 0, 1, 0, 0, 0 },
  { "librenms/hpe-ilo_hpe-ilo6-with-vmware.snmprec", 1231, 0, 0, 0, 0, 0 },
  { "librenms/ibm-i.snmprec", 475, 0, 0, 0, 0, 0 },
  { "librenms/ibmc.snmprec", 1484, 0, 0, 0, 0, 0 },
  { "librenms/ibmtl_7420.snmprec", 196, 1, 0, 0, 0, 3 },
  { "librenms/innovaphone.snmprec", 258, 0, 1, 0, 0, 0 },
  { "librenms/iosxe.snmprec", 1362, 0, 0, 0, 0, 29 },
  { "librenms/iosxe_c9800@176.snmprec", 0, 0, 0, 0, 0, 0 },
  { "librenms/ise_3855.snmprec", 20608, 1, 0, 0, 0, 1392 },
  { "librenms/junos_mx5t-isis.snmprec", 5651, 0, 0, 0, 0, 0 },
  { "librenms/linux_suricata-v2.snmprec", 10, 0, 0, 0, 0, 0 },
  { "librenms/mbg-ltos6.snmprec", 724, 0, 0, 0, 0, 0 },
  { "librenms/morningstar-mppt.snmprec", 315, 0, 0, 0, 0, 0 },
  { "librenms/mypoweros.snmprec", 6351, 0, 0, 0, 0, 0 },
  { "librenms/netscaler.snmprec", 3139, 0, 0, 0, 0, 0 },
  { "librenms/nxos_n3k-3064pq.snmprec", 5858, 0, 0, 0, 0, 4 },
  { "librenms/occamos_b6-316.snmprec", 1934, 57, 0, 0, 0, 0 },
  { "librenms/okilan_9450g.snmprec", 171, 0, 0, 0, 0, 1 },
  { "librenms/pfsense.snmprec", 5464, 0, 0, 0, 0, 0 },
  { "librenms/poweralert_2.snmprec", 707, 91, 0, 0, 0, 0 },
  { "librenms/procurve.snmprec", 6790, 12, 0, 0, 0, 0 },
  { "librenms/protelevision-t1.snmprec", 354, 0, 0, 0, 0, 0 },
  { "librenms/ricoh_mpc3002.snmprec", 270, 0, 0, 0, 0, 0 },
  { "librenms/siteboss.snmprec", 6, 0, 0, 1, 0, 0 },
  { "librenms/smartax.snmprec", 3707, 0, 0, 0, 0, 0 },
  { "librenms/stulz_wib8000.snmprec", 462, 0, 0, 0, 0, 0 },
  { "librenms/timos_fdb-table.snmprec", 267, 0, 0, 0, 0, 0 },
  { "librenms/timos_mpls.snmprec", 8186, 0, 0, 0, 0, 284 },
  { "librenms/unifi_nanohd.snmprec", 1001, 0, 0, 0, 0, 0 },
  { "librenms/vmware-esxi.snmprec", 1075, 0, 0, 0, 0, 0 },
  { "librenms/vrp_ac6605-26.snmprec", 4026, 0, 0, 0, 0, 0 },
  { "librenms/vrp_s5328c-ei.snmprec", 3539, 0, 0, 0, 0, 20 },
  { "librenms/windows_svr_2019_1809.snmprec", 1153, 0, 0, 0, 0, 18 },
  { "librenms/witchos.snmprec", 1507, 1, 0, 0, 0, 0 },
  { "librenms/wut_57614.snmprec", 421, 0, 0, 0, 0, 0 },
  { "librenms/zxa10_c320.snmprec", 2806, 3, 0, 0, 0, 0 },
  { "librenms/zxr10_5928.snmprec", 1010, 1010, 0, 0, 0, 0 },
  { "nav/arista@STUDENT.snmprec", 15, 0, 0, 0, 0, 0 },
  { "nav/raritan.snmprec", 6901, 0, 0, 0, 0, 0 },
  { "snmpsim-data/XP.snmprec.bz2", 2101, 0, 0, 0, 0, 0 },
  { "snmpsim-data/aruba-7210.snmprec.bz2", 47571, 0, 0, 0, 1, 0 },
  { "snmpsim-data/bdcom-s5612.snmprec.bz2", 83014, 1, 0, 0, 0, 0 },
  { "snmpsim-data/brocade-fiber-channel.snmprec.bz2", 19797, 1, 0, 0, 0, 0 },
  { "snmpsim-data/dlink-des3200.snmprec.bz2", 59959, 1, 0, 0, 2, 0 },
  { "snmpsim-data/eaton-93e-80.snmprec.bz2", 1225, 0, 0, 0, 0, 0 },
  { "snmpsim-data/h3c-comware-7-1-075.snmprec.bz2", 169497, 5, 0, 0, 0, 0 },
  { "snmpsim-data/hp-onboard-administrator.snmprec.bz2", 4973, 1, 0, 0, 0, 0 },
  { "snmpsim-data/huawei-unknown-001.snmprec.bz2", 1473783, 0, 0, 0, 0, 0 },
  { "snmpsim-data/ibm-power-chrp.snmprec.bz2", 8775, 0, 0, 0, 0, 0 },
  { "snmpsim-data/isilon-onefs.snmprec.bz2", 7943, 1, 0, 0, 0, 0 },
  { "snmpsim-data/juniper-mx960-12-3r6-6.snmprec.bz2", 87927, 1, 0, 0, 0, 0 },
  { "snmpsim-data/metel-poe-box.snmprec.bz2", 4828, 0, 13, 0, 0, 0 },
  { "snmpsim-data/netapp-fas3270.snmprec.bz2", 19839, 1, 0, 0, 0, 0 },
  { "snmpsim-data/network-research-squid.snmprec.bz2", 297, 0, 0, 0, 0, 0 },
  { "snmpsim-data/phoenixtec-power.snmprec.bz2", 914, 0, 8, 0, 0, 0 },
  { "snmpsim-data/samsung-ipolis.snmprec.bz2", 1718, 0, 0, 0, 0, 0 },
  { "snmpsim-data/tripplite-poweralert.snmprec", 943, 0, 0, 0, 33, 0 },
  { "snmpsim-data/vyatta-unknown.snmprec.bz2", 12108, 1, 0, 0, 0, 0 },
  { "snmpsim-data/zte-zrx10.snmprec.bz2", 205018, 0, 0, 0, 0, 0 },
  { "snmpsim/delay.snmprec", 0, 0, 0, 0, 9, 0 },
  { "snmpsim/eaton-9PX-partial-walk.snmprec", 161, 0, 0, 0, 0, 0 },
  { "snmpsim/error.snmprec", 0, 0, 0, 0, 4, 0 },
  { "snmpsim/linux-full-walk.snmprec", 3881, 0, 0, 0, 0, 1 },
  { "snmpsim/notification.snmprec", 0, 0, 0, 0, 3, 0 },
  { "snmpsim/public.snmprec", 3765, 0, 0, 0, 115, 1 },
  { "snmpsim/sql.snmprec", 0, 0, 0, 0, 1, 0 },
  { "snmpsim/subprocess.snmprec", 1, 0, 0, 0, 3, 0 },
  { "snmpsim/udp-endpoint-table-walk.snmprec", 21, 0, 0, 0, 0, 0 },
  { "snmpsim/virtualtable.snmprec", 9, 0, 0, 0, 13, 0 },
  { "snmpsim/winxp-full-walk.snmprec", 2101, 0, 0, 0, 0, 0 },
  { "snmpsim/writecache.snmprec", 0, 0, 0, 0, 4, 0 },
  { "splunk/bgp.snmprec", 14, 0, 0, 0, 0, 0 },
  { "splunk/hp_perf.snmprec", 1059, 0, 0, 40, 0, 350 },
  { "thola/comware__VSR1000__public.snmprec", 2103, 0, 0, 0, 0, 0 },
  { "thola/routeros__CHR_2__public.snmprec", 704, 0, 0, 0, 0, 0 },
};

/* A stream of the unpacked file; @process, if there is one, ends with it. */
static GInputStream *
open_recorded (const char   *path,
               GSubprocess **process)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = NULL;
  GInputStream *stream;

  if (g_str_has_suffix (path, ".bz2"))
    {
      *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "bzcat", path, NULL);
      g_assert_no_error (error);
      return g_object_ref (g_subprocess_get_stdout_pipe (*process));
    }

  file = g_file_new_for_path (path);
  stream = G_INPUT_STREAM (g_file_read (file, NULL, &error));
  g_assert_no_error (error);
  return stream;
}

static TarnStore *
import (const char        *path,
        TarnImportReport **report)
{
  TarnStore *store = tarn_memory_store_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GInputStream) stream = open_recorded (path, &process);
  g_autoptr(GError) error = NULL;

  *report = tarn_snmprec_import (stream, store, NULL, &error);
  g_assert_no_error (error);
  if (process != NULL)
    {
      g_subprocess_wait_check (process, NULL, &error);
      g_assert_no_error (error);
    }

  return store;
}

/* An export, read again, is the same export. */
static void
assert_round_trip (TarnStore *store)
{
  g_autoptr(TarnStore) again = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  GString *text = g_string_new (NULL);
  TarnCursor a, b;
  gboolean more;

  g_assert_true (tarn_store_begin_read (store, &error));
  tarn_cursor_init (&a, store);
  for (more = tarn_cursor_seek_nth (&a, 0); more; more = tarn_cursor_next (&a))
    tarn_format_row (TARN_FORMAT_SNMPREC, &a.row, text);

  bytes = g_string_free_to_bytes (text);
  stream = g_memory_input_stream_new_from_bytes (bytes);
  report = tarn_snmprec_import (stream, again, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_refused + report->n_mended + report->n_duplicates, ==, 0);

  g_assert_true (tarn_store_begin_read (again, &error));
  tarn_cursor_init (&b, again);
  more = tarn_cursor_seek_nth (&a, 0);
  g_assert_cmpint (tarn_cursor_seek_nth (&b, 0), ==, more);
  while (more)
    {
      g_assert_cmpmem (a.row.name.data, a.row.name.len, b.row.name.data, b.row.name.len);
      g_assert_cmpmem (a.row.tlv.data, a.row.tlv.len, b.row.tlv.data, b.row.tlv.len);
      more = tarn_cursor_next (&a);
      g_assert_cmpint (tarn_cursor_next (&b), ==, more);
    }

  tarn_cursor_clear (&a);
  tarn_cursor_clear (&b);
  tarn_store_end_read (again);
  tarn_store_end_read (store);
}

static void
test_recorded (gconstpointer data)
{
  const Recorded *r = data;
  g_autofree char *below = g_build_filename ("captures", r->path, NULL);
  g_autofree char *path = tarn_test_shared_path (below);
  g_autofree char *bzcat = g_find_program_in_path ("bzcat");
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return;
  if (bzcat == NULL && g_str_has_suffix (path, ".bz2"))
    {
      g_test_skip ("bzcat is not installed");
      return;
    }

  store = import (path, &report);
  for (guint i = 0; i < MIN (report->notes->len, 3); i++)
    g_test_message ("%s", (const char *) report->notes->pdata[i]);

  g_assert_cmpuint (report->n_varbinds, ==, r->n_varbinds);
  g_assert_cmpuint (report->n_duplicates, ==, r->n_duplicates);
  g_assert_cmpuint (report->n_doubtful, ==, r->n_doubtful);
  g_assert_cmpuint (report->n_mended, ==, r->n_mended);
  g_assert_cmpuint (report->n_modules, ==, r->n_modules);
  g_assert_cmpuint (report->n_refused, ==, r->n_refused);
  g_assert_cmpuint (report->notes->len, ==,
                    MIN (1000, r->n_duplicates + r->n_doubtful + r->n_mended + r->n_modules
                               + r->n_refused));
  g_assert_cmpuint (tarn_store_count (store, NULL, &error), ==, r->n_varbinds);
  g_assert_no_error (error);

  assert_round_trip (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (recorded); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (recorded[i].path), "/", ' ');
      g_autofree char *path = g_strdup_printf ("/recorded/%s", name);

      g_test_add_data_func (path, &recorded[i], test_recorded);
    }

  return g_test_run ();
}
