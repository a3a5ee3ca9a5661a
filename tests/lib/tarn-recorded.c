/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The numbers of varbinds were counted by other programs with their own reading of the
 * formats; the rest follows from what is special about a file, which its sentence tells.
 */
#include "tarn-recorded.h"

#include "store/tarn-memory-store.h"
#include "tarn-test.h"

#define GUESS   TARN_IMPORT_GUESS
#define SAP     TARN_IMPORT_SAP
#define SNMPREC TARN_IMPORT_SNMPREC
#define TEXT    TARN_IMPORT_TEXT

/* Varbinds; doubtful and mended ones among them; duplicates, modules, refused lines;
 * remarks. */
const TarnRecorded tarn_recorded[] = {
  { "centreon/CyberPower.snmpwalk", TEXT, 1148, 2, 1, 0, 0, 0, 0,
    "two TimeTicks of -Ot, and the end of the MIB on the last line" },
  { "centreon/aviat.snmpwalk", TEXT, 6309, 1, 0, 0, 0, 0, 0, "sysUpTime of -Ot" },
  { "centreon/certificates.snmpwalk", TEXT, 45, 0, 0, 0, 0, 0, 0, NULL },
  { "centreon/chapsvision.snmpwalk", TEXT, 8, 0, 0, 0, 0, 0, 0, "a blank line at the end" },
  { "centreon/cisco-vpc.snmpwalk", TEXT, 22, 0, 0, 0, 0, 0, 0, NULL },
  { "centreon/cisco.snmpwalk", TEXT, 4006, 0, 1, 0, 0, 0, 0,
    "enum labels; an address that ends in 042" },
  { "centreon/ethernetbox.snmpwalk", TEXT, 46, 0, 0, 0, 0, 0, 0, "out of order" },
  { "centreon/linux_ent.snmpwalk", TEXT, 1589, 0, 0, 0, 0, 0, 0, "Opaque floats" },
  { "centreon/nas-wd.snmpwalk", TEXT, 3818, 0, 46, 0, 0, 0, 1,
    "units; 46 MAC addresses and times in the form of a DISPLAY-HINT; the end of the view" },
  { "centreon/network-mellanox.snmpwalk", TEXT, 2765, 0, 6, 0, 0, 0, 0,
    "six addresses with leading zeros" },
  { "centreon/services-fr.snmpwalk", TEXT, 400, 0, 0, 0, 0, 0, 0, "names of UTF-8 in the index" },
  { "centreon/slim-datadomain.snmpwalk", TEXT, 15235, 20, 0, 0, 0, 0, 0,
    "twenty TimeTicks of -Ot" },
  { "centreon/slim_fortigate-switches.snmpwalk", TEXT, 1980, 0, 838, 0, 0, 0, 0,
    "type names in upper case" },
  { "centreon/ups-standard-null-val.snmpwalk", TEXT, 12, 0, 0, 0, 0, 0, 0,
    "no line end at the end" },
  { "centreon/windows_anon.snmpwalk", TEXT, 5199, 4, 4278, 20, 0, 0, 0,
    "two colons behind types; ticks of another time; a walk of a part again" },
  { "glpi-agent/sample1.walk", TEXT, 15, 0, 0, 0, 0, 0, 1, "iso in front; \"End of MIB\"" },
  { "glpi-agent/sample2.walk", TEXT, 7, 0, 0, 0, 0, 0, 0, "names of MIB modules" },
  { "glpi-agent/sample5.walk", TEXT, 3, 0, 0, 0, 0, 0, 0, "a string of three lines" },
  { "glpi-agent/sample6.walk", TEXT, 3, 0, 0, 0, 0, 0, 0, "out of order, no line end at the end" },
  { "go-snmpsim/sample.snmprec", SNMPREC, 75, 0, 75, 0, 0, 0, 0, "types by name" },
  { "librenms/adva_fsp150_xg116proh.snmprec", SNMPREC, 2065, 0, 0, 0, 0, 5, 0,
    "numbers without a digit" },
  { "librenms/airos_airos8.snmprec", SNMPREC, 255, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/aix.snmprec", SNMPREC, 1722, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/arubaos-cx_8360.snmprec", SNMPREC, 4327, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/avocent_8000.snmprec", SNMPREC, 2056, 3, 0, 0, 0, 0, 0, "Opaque given as text" },
  { "librenms/brother_hl5370dw.snmprec", SNMPREC, 216, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/ciena-saos_cn5164.snmprec", SNMPREC, 56102, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/dell-sonic.snmprec", SNMPREC, 4542, 0, 0, 0, 0, 0, 0, "CR LF" },
  { "librenms/deltaups_mini-snmp.snmprec", SNMPREC, 51, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/digipower.snmprec", SNMPREC, 71, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/dnos_z.snmprec", SNMPREC, 3, 0, 1, 0, 0, 0, 0, "a dot behind an OID" },
  { "librenms/drac_c6525.snmprec", SNMPREC, 1569, 0, 6, 0, 0, 0, 0, "sub-identifiers like 042" },
  { "librenms/dsm_ds214se-dsm7.snmprec", SNMPREC, 820, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/eaton-mgeups_9pxle.snmprec", SNMPREC, 1155, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/edgeswitch_ep-s16.snmprec", SNMPREC, 2, 0, 0, 0, 0, 1, 0,
    "a name where an OID should be" },
  { "librenms/epmp_epmp-ap-connected-sta.snmprec", SNMPREC, 223, 0, 0, 0, 0, 6, 0,
    "a Counter64 aabbccddeef4" },
  { "librenms/equallogic_ps6210.snmprec", SNMPREC, 246, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/f5.snmprec", SNMPREC, 4461, 0, 0, 0, 0, 0, 0, "OIDs of 114 sub-identifiers" },
  { "librenms/fortiswitch_148f-fpoe.snmprec", SNMPREC, 3117, 1, 0, 0, 0, 0, 0,
    "a control character as it is" },
  { "librenms/hpe-ilo_hpe-ilo6-with-vmware.snmprec", SNMPREC, 1231, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/ibm-i.snmprec", SNMPREC, 475, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/ibmc.snmprec", SNMPREC, 1484, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/ibmtl_7420.snmprec", SNMPREC, 196, 0, 0, 1, 0, 3, 0, "OIDs with <IPADDR>" },
  { "librenms/innovaphone.snmprec", SNMPREC, 258, 1, 0, 0, 0, 0, 0, "an OID that begins with 0.3" },
  { "librenms/iosxe.snmprec", SNMPREC, 1362, 0, 0, 0, 0, 29, 0, "hex with XXYYZZ" },
  { "librenms/iosxe_c9800@176.snmprec", GUESS, 0, 0, 0, 0, 0, 0, 0, "an empty tree" },
  { "librenms/ise_3855.snmprec", SNMPREC, 20608, 0, 0, 1, 0, 1392, 0, "tag 40 on counters" },
  { "librenms/junos_mx5t-isis.snmprec", SNMPREC, 5651, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/linux_suricata-v2.snmprec", SNMPREC, 10, 0, 0, 0, 0, 0, 0, "a value of 32 KiB" },
  { "librenms/mbg-ltos6.snmprec", SNMPREC, 724, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/morningstar-mppt.snmprec", SNMPREC, 315, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/mypoweros.snmprec", SNMPREC, 6351, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/netscaler.snmprec", SNMPREC, 3139, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/nxos_n3k-3064pq.snmprec", SNMPREC, 5858, 0, 0, 0, 0, 4, 0, "addresses <private>" },
  { "librenms/occamos_b6-316.snmprec", SNMPREC, 1934, 0, 0, 57, 0, 0, 0,
    "a type 4xx with nothing odd in its value; duplicates" },
  { "librenms/okilan_9450g.snmprec", SNMPREC, 171, 0, 0, 0, 0, 1, 0, "a Counter32 6git3159" },
  { "librenms/pfsense.snmprec", SNMPREC, 5464, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/poweralert_2.snmprec", SNMPREC, 707, 0, 0, 91, 0, 0, 0, "duplicates" },
  { "librenms/procurve.snmprec", SNMPREC, 6790, 0, 0, 12, 0, 0, 0, "duplicates side by side" },
  { "librenms/protelevision-t1.snmprec", SNMPREC, 354, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/ricoh_mpc3002.snmprec", SNMPREC, 270, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/siteboss.snmprec", SNMPREC, 6, 0, 1, 0, 0, 0, 0, "a space behind an OID" },
  { "librenms/smartax.snmprec", SNMPREC, 3707, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/stulz_wib8000.snmprec", SNMPREC, 462, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/timos_fdb-table.snmprec", SNMPREC, 267, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/timos_mpls.snmprec", SNMPREC, 8186, 0, 0, 0, 0, 284, 0, "addresses *.*.*.*" },
  { "librenms/unifi_nanohd.snmprec", SNMPREC, 1001, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/vmware-esxi.snmprec", SNMPREC, 1075, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/vrp_ac6605-26.snmprec", SNMPREC, 4026, 0, 0, 0, 0, 0, 0, NULL },
  { "librenms/vrp_s5328c-ei.snmprec", SNMPREC, 3539, 0, 0, 0, 0, 20, 0, "half octets in hex" },
  { "librenms/windows_svr_2019_1809.snmprec", SNMPREC, 1153, 0, 0, 0, 0, 18, 0,
    "OIDs with 10.xx.xx.100" },
  { "librenms/witchos.snmprec", SNMPREC, 1507, 0, 0, 1, 0, 0, 0, "an ASN.1 REAL in an Opaque" },
  { "librenms/wut_57614.snmprec", SNMPREC, 421, 0, 0, 0, 0, 0, 0, "CR LF, and a value in UTF-8" },
  { "librenms/zxa10_c320.snmprec", SNMPREC, 2806, 0, 0, 3, 0, 0, 0, "escapes of Python" },
  { "librenms/zxr10_5928.snmprec", SNMPREC, 1010, 0, 0, 1010, 0, 0, 0,
    "the walk begins again in the middle" },
  { "nav/arista@STUDENT.snmprec", SNMPREC, 15, 0, 0, 0, 0, 0, 0, NULL },
  { "nav/raritan.snmprec", SNMPREC, 6901, 0, 0, 0, 0, 0, 0, NULL },
  { "netdata/checkpoint-community.snmpwalk", TEXT, 20, 0, 0, 0, 0, 0, 0,
    "comments; OIDs without a leading dot" },
  { "opennms/192.0.2.1-walk.txt", TEXT, 9369, 2, 47, 0, 0, 0, 0,
    "strings of many lines; MAC addresses; octets of Latin-1" },
  { "opennms/NMS-8506-huawei.properties", TEXT, 1981, 0, 19, 0, 0, 0, 0,
    "CR LF of the device in a string" },
  { "opennms/airespace.properties", TEXT, 10, 0, 0, 0, 0, 0, 0, "blank lines between records" },
  { "opennms/cisco3700.properties", TEXT, 13594, 9, 6, 0, 0, 0, 0,
    "banners of many lines; octets of Latin-1; hex like c2:1:97" },
  { "opennms/laptop.properties", TEXT, 2932, 0, 18, 0, 0, 0, 0,
    "hex like 0:b0:35; bits with their numbers" },
  { "opennms/mac-192.168.0.16-walk.txt", TEXT, 5155, 0, 233, 0, 0, 0, 1,
    "times and MAC addresses in the form of a DISPLAY-HINT" },
  { "opennms/penrose-lldp-mib.properties", TEXT, 9638, 0, 105, 0, 0, 0, 0,
    "bits of no octet; hex with colons" },
  { "opennms/samsung-192.168.0.14-walk.txt", TEXT, 1995, 0, 3, 0, 0, 0, 1,
    "\"Wrong Type\" in front of values; the end of the view" },
  { "opennms/snmpTestData-null.properties", TEXT, 1730, 0, 20, 0, 0, 0, 0,
    "comments; MAC addresses in the form of a DISPLAY-HINT" },
  { "opennms/snmpTestDataIncompleteTable.properties", TEXT, 1722, 0, 20, 0, 0, 0, 0,
    "a table with holes" },
  { "opennms/snmpwalk-v6only.properties", TEXT, 307, 0, 4, 0, 0, 0, 0,
    "comments between tables; hex with colons" },
  { "opennms/walk-with-quotes.properties", TEXT, 16637, 403, 5, 0, 0, 0, 0,
    "2,617 lines that go on; 402 strings of Latin-1" },
  { "snmpsim-data/XP.snmprec.bz2", SNMPREC, 2101, 0, 0, 0, 0, 0, 0, NULL },
  { "snmpsim-data/aruba-7210.snmprec.bz2", SNMPREC, 47571, 0, 0, 0, 1, 0, 0, "a module" },
  { "snmpsim-data/bdcom-s5612.snmprec.bz2", SNMPREC, 83014, 0, 0, 1, 0, 0, 0, NULL },
  { "snmpsim-data/brocade-fiber-channel.snmprec.bz2", SNMPREC, 19797, 0, 0, 1, 0, 0, 0, NULL },
  { "snmpsim-data/dlink-des3200.snmprec.bz2", SNMPREC, 59959, 0, 0, 1, 2, 0, 0,
    "modules at the end" },
  { "snmpsim-data/eaton-93e-80.snmprec.bz2", SNMPREC, 1225, 0, 0, 0, 0, 0, 0, NULL },
  { "snmpsim-data/h3c-comware-7-1-075.snmprec.bz2", SNMPREC, 169497, 0, 0, 5, 0, 0, 0, NULL },
  { "snmpsim-data/hp-onboard-administrator.snmprec.bz2", SNMPREC, 4973, 0, 0, 1, 0, 0, 0, NULL },
  { "snmpsim-data/huawei-unknown-001.snmprec.bz2", SNMPREC, 1473783, 0, 0, 0, 0, 0, 0,
    "1.5 million rows, most of them downwards" },
  { "snmpsim-data/ibm-power-chrp.snmprec.bz2", SNMPREC, 8775, 0, 0, 0, 0, 0, 0, NULL },
  { "snmpsim-data/isilon-onefs.snmprec.bz2", SNMPREC, 7943, 0, 0, 1, 0, 0, 0, NULL },
  { "snmpsim-data/juniper-mx960-12-3r6-6.snmprec.bz2", SNMPREC, 87927, 0, 0, 1, 0, 0, 0, NULL },
  { "snmpsim-data/metel-poe-box.snmprec.bz2", SNMPREC, 4828, 13, 0, 0, 0, 0, 0,
    "control characters as they are" },
  { "snmpsim-data/netapp-fas3270.snmprec.bz2", SNMPREC, 19839, 0, 0, 1, 0, 0, 0, NULL },
  { "snmpsim-data/network-research-squid.snmprec.bz2", SNMPREC, 297, 0, 0, 0, 0, 0, 0, NULL },
  { "snmpsim-data/phoenixtec-power.snmprec.bz2", SNMPREC, 914, 8, 0, 0, 0, 0, 0,
    "control characters as they are" },
  { "snmpsim-data/samsung-ipolis.snmprec.bz2", SNMPREC, 1718, 0, 0, 0, 0, 0, 0, NULL },
  { "snmpsim-data/tripplite-poweralert.snmprec", SNMPREC, 943, 0, 0, 0, 33, 0, 0,
    "modules among values" },
  { "snmpsim-data/vyatta-unknown.snmprec.bz2", SNMPREC, 12108, 0, 0, 1, 0, 0, 0, NULL },
  { "snmpsim-data/zte-zrx10.snmprec.bz2", SNMPREC, 205018, 0, 0, 0, 0, 0, 0, NULL },
  { "snmpsim/delay.snmprec", SNMPREC, 0, 0, 0, 0, 9, 0, 0, "nothing but modules" },
  { "snmpsim/eaton-9PX-partial-walk.snmprec", SNMPREC, 161, 0, 0, 0, 0, 0, 0, NULL },
  { "snmpsim/error.snmprec", SNMPREC, 0, 0, 0, 0, 4, 0, 0, "nothing but modules" },
  { "snmpsim/linux-full-walk.snmprec", SNMPREC, 3881, 0, 0, 0, 0, 1, 0, "an address that is none" },
  { "snmpsim/linux.snmpwalk", TEXT, 3710, 32, 10, 0, 0, 0, 1,
    "-Ot; bits with their numbers; MAC addresses and times; the end of the view" },
  { "snmpsim/notification.snmprec", SNMPREC, 0, 0, 0, 0, 3, 0, 0, "nothing but modules" },
  { "snmpsim/public.snmprec", SNMPREC, 3765, 0, 0, 0, 115, 1, 0,
    "modules among values; an address that is none" },
  { "snmpsim/sql.snmprec", SNMPREC, 0, 0, 0, 0, 1, 0, 0, "a subtree that a module would make" },
  { "snmpsim/subprocess.snmprec", SNMPREC, 1, 0, 0, 0, 3, 0, 0, "commands, which are never run" },
  { "snmpsim/udp-endpoint-table-walk.snmprec", SNMPREC, 21, 0, 0, 0, 0, 0, 0, NULL },
  { "snmpsim/virtualtable.snmprec", SNMPREC, 9, 0, 0, 0, 13, 0, 0, "modules among values" },
  { "snmpsim/winxp-full-walk.snmprec", SNMPREC, 2101, 0, 0, 0, 0, 0, 0, NULL },
  { "snmpsim/winxp1.snmpwalk", TEXT, 2041, 10, 166, 0, 0, 0, 1,
    "-Ot; \"Wrong Type\"; dates; names that another program lost to U+FFFD" },
  { "snmpsim/winxp2.sapwalk", SAP, 2027, 0, 0, 0, 0, 0, 0, "a SAP walk" },
  { "snmpsim/writecache.snmprec", SNMPREC, 0, 0, 0, 0, 4, 0, 0, "nothing but modules" },
  { "sonalake/os-linux-std.txt", TEXT, 4669, 0, 595, 0, 0, 0, 0,
    "String for STRING; scripts behind numbers; dates of installation" },
  { "splunk/bgp.snmprec", SNMPREC, 14, 0, 0, 0, 0, 0, 0, NULL },
  { "splunk/hp_perf.snmprec", SNMPREC, 1059, 0, 40, 0, 0, 350, 0,
    "names where Integer32 should be; sub-identifiers 00 and 01" },
  { "thola/comware__VSR1000__public.snmprec", SNMPREC, 2103, 0, 0, 0, 0, 0, 0, NULL },
  { "thola/routeros__CHR_2__public.snmprec", SNMPREC, 704, 0, 0, 0, 0, 0, 0, NULL },
};

const guint tarn_recorded_n = G_N_ELEMENTS (tarn_recorded);

char *
tarn_recorded_test_path (const char         *prefix,
                         const TarnRecorded *self)
{
  g_autofree char *name = g_strdelimit (g_strdup (self->path), "/", ' ');

  return g_strdup_printf ("%s/%s", prefix, name);
}

TarnStore *
tarn_recorded_import (const TarnRecorded  *self,
                      TarnImportReport   **report)
{
  return tarn_recorded_import_by (self, NULL, report);
}

TarnStore *
tarn_recorded_import_by (const TarnRecorded  *self,
                         TarnMib             *mib,
                         TarnImportReport   **report)
{
  g_autofree char *below = g_build_filename ("captures", self->path, NULL);
  g_autofree char *path = tarn_test_shared_path (below);
  g_autoptr(TarnImporter) importer = tarn_importer_new ();
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GFile) file = NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return NULL;

  file = g_file_new_for_path (path);
  stream = G_INPUT_STREAM (g_file_read (file, NULL, &error));
  g_assert_no_error (error);
  tarn_importer_set_mib (importer, mib);
  *report = tarn_importer_run (importer, stream, store, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&store);
}
