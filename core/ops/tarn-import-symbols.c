/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The objects that walks in files name most, for those who have no MIB modules.
 */
#include "ops/tarn-import-symbols.h"

/* What stands below one OID: a name for each number from 1 on, - for one that has none,
 * a number to go on from there. */
typedef struct
{
  const char *oid;
  const char *names;
} Group;

static const Group groups[] = {
  { "1.3.6.1", "directory mgmt experimental private security snmpV2" },
  { "1.3.6.1.2", "mib-2" },
  { "1.3.6.1.4", "enterprises" },
  { "1.3.6.1.6", "snmpDomains snmpProxys snmpModules" },
  { "1.3.6.1.2.1",
    "system interfaces at ip icmp tcp udp egp - transmission snmp 17 dot1dBridge 25 host "
    "31 ifMIB 47 entityMIB" },
  { "1.3.6.1.2.1.1",
    "sysDescr sysObjectID sysUpTime sysContact sysName sysLocation sysServices sysORLastChange "
    "sysORTable" },
  { "1.3.6.1.2.1.1.9.1", "sysORIndex sysORID sysORDescr sysORUpTime" },
  { "1.3.6.1.2.1.2", "ifNumber ifTable" },
  { "1.3.6.1.2.1.2.2", "ifEntry" },
  { "1.3.6.1.2.1.2.2.1",
    "ifIndex ifDescr ifType ifMtu ifSpeed ifPhysAddress ifAdminStatus ifOperStatus ifLastChange "
    "ifInOctets ifInUcastPkts ifInNUcastPkts ifInDiscards ifInErrors ifInUnknownProtos "
    "ifOutOctets ifOutUcastPkts ifOutNUcastPkts ifOutDiscards ifOutErrors ifOutQLen ifSpecific" },
  { "1.3.6.1.2.1.3.1.1", "atIfIndex atPhysAddress atNetAddress" },
  { "1.3.6.1.2.1.4",
    "ipForwarding ipDefaultTTL ipInReceives ipInHdrErrors ipInAddrErrors ipForwDatagrams "
    "ipInUnknownProtos ipInDiscards ipInDelivers ipOutRequests ipOutDiscards ipOutNoRoutes "
    "ipReasmTimeout ipReasmReqds ipReasmOKs ipReasmFails ipFragOKs ipFragFails ipFragCreates "
    "ipAddrTable ipRouteTable ipNetToMediaTable ipRoutingDiscards" },
  { "1.3.6.1.2.1.4.20.1",
    "ipAdEntAddr ipAdEntIfIndex ipAdEntNetMask ipAdEntBcastAddr ipAdEntReasmMaxSize" },
  { "1.3.6.1.2.1.4.21.1",
    "ipRouteDest ipRouteIfIndex ipRouteMetric1 ipRouteMetric2 ipRouteMetric3 ipRouteMetric4 "
    "ipRouteNextHop ipRouteType ipRouteProto ipRouteAge ipRouteMask ipRouteMetric5 ipRouteInfo" },
  { "1.3.6.1.2.1.4.22.1",
    "ipNetToMediaIfIndex ipNetToMediaPhysAddress ipNetToMediaNetAddress ipNetToMediaType" },
  { "1.3.6.1.2.1.5",
    "icmpInMsgs icmpInErrors icmpInDestUnreachs icmpInTimeExcds icmpInParmProbs icmpInSrcQuenchs "
    "icmpInRedirects icmpInEchos icmpInEchoReps icmpInTimestamps icmpInTimestampReps "
    "icmpInAddrMasks icmpInAddrMaskReps icmpOutMsgs icmpOutErrors icmpOutDestUnreachs "
    "icmpOutTimeExcds icmpOutParmProbs icmpOutSrcQuenchs icmpOutRedirects icmpOutEchos "
    "icmpOutEchoReps icmpOutTimestamps icmpOutTimestampReps icmpOutAddrMasks "
    "icmpOutAddrMaskReps" },
  { "1.3.6.1.2.1.6",
    "tcpRtoAlgorithm tcpRtoMin tcpRtoMax tcpMaxConn tcpActiveOpens tcpPassiveOpens "
    "tcpAttemptFails tcpEstabResets tcpCurrEstab tcpInSegs tcpOutSegs tcpRetransSegs "
    "tcpConnTable tcpInErrs tcpOutRsts" },
  { "1.3.6.1.2.1.6.13.1",
    "tcpConnState tcpConnLocalAddress tcpConnLocalPort tcpConnRemAddress tcpConnRemPort" },
  { "1.3.6.1.2.1.7",
    "udpInDatagrams udpNoPorts udpInErrors udpOutDatagrams udpTable 8 udpHCInDatagrams "
    "udpHCOutDatagrams" },
  { "1.3.6.1.2.1.7.5.1", "udpLocalAddress udpLocalPort" },
  { "1.3.6.1.2.1.11",
    "snmpInPkts snmpOutPkts snmpInBadVersions snmpInBadCommunityNames snmpInBadCommunityUses "
    "snmpInASNParseErrs - snmpInTooBigs snmpInNoSuchNames snmpInBadValues snmpInReadOnlys "
    "snmpInGenErrs snmpInTotalReqVars snmpInTotalSetVars snmpInGetRequests snmpInGetNexts "
    "snmpInSetRequests snmpInGetResponses snmpInTraps snmpOutTooBigs snmpOutNoSuchNames "
    "snmpOutBadValues - snmpOutGenErrs snmpOutGetRequests snmpOutGetNexts snmpOutSetRequests "
    "snmpOutGetResponses snmpOutTraps snmpEnableAuthenTraps snmpSilentDrops snmpProxyDrops" },
  { "1.3.6.1.2.1.25.1",
    "hrSystemUptime hrSystemDate hrSystemInitialLoadDevice hrSystemInitialLoadParameters "
    "hrSystemNumUsers hrSystemProcesses hrSystemMaxProcesses" },
  { "1.3.6.1.2.1.25.2", "- hrMemorySize hrStorageTable" },
  { "1.3.6.1.2.1.25.2.1",
    "hrStorageOther hrStorageRam hrStorageVirtualMemory hrStorageFixedDisk hrStorageRemovableDisk "
    "hrStorageFloppyDisk hrStorageCompactDisc hrStorageRamDisk hrStorageFlashMemory "
    "hrStorageNetworkDisk" },
  { "1.3.6.1.2.1.25.2.3.1",
    "hrStorageIndex hrStorageType hrStorageDescr hrStorageAllocationUnits hrStorageSize "
    "hrStorageUsed hrStorageAllocationFailures" },
  { "1.3.6.1.2.1.25.3.2.1",
    "hrDeviceIndex hrDeviceType hrDeviceDescr hrDeviceID hrDeviceStatus hrDeviceErrors" },
  { "1.3.6.1.2.1.25.3.3.1", "hrProcessorFrwID hrProcessorLoad" },
  { "1.3.6.1.2.1.25.3.4.1", "hrNetworkIfIndex" },
  { "1.3.6.1.2.1.25.4", "hrSWOSIndex" },
  { "1.3.6.1.2.1.25.4.2.1",
    "hrSWRunIndex hrSWRunName hrSWRunID hrSWRunPath hrSWRunParameters hrSWRunType hrSWRunStatus" },
  { "1.3.6.1.2.1.25.5.1.1", "hrSWRunPerfCPU hrSWRunPerfMem" },
  { "1.3.6.1.2.1.25.6", "hrSWInstalledLastChange hrSWInstalledLastUpdateTime" },
  { "1.3.6.1.2.1.25.6.3.1",
    "hrSWInstalledIndex hrSWInstalledName hrSWInstalledID hrSWInstalledType hrSWInstalledDate" },
  { "1.3.6.1.2.1.31.1", "ifXTable ifStackTable - - ifTableLastChange ifStackLastChange" },
  { "1.3.6.1.2.1.31.1.1.1",
    "ifName ifInMulticastPkts ifInBroadcastPkts ifOutMulticastPkts ifOutBroadcastPkts "
    "ifHCInOctets ifHCInUcastPkts ifHCInMulticastPkts ifHCInBroadcastPkts ifHCOutOctets "
    "ifHCOutUcastPkts ifHCOutMulticastPkts ifHCOutBroadcastPkts ifLinkUpDownTrapEnable "
    "ifHighSpeed ifPromiscuousMode ifConnectorPresent ifAlias ifCounterDiscontinuityTime" },
  { "1.3.6.1.2.1.31.1.2.1", "ifStackHigherLayer ifStackLowerLayer ifStackStatus" },
  { "1.3.6.1.2.1.47.1.1.1.1",
    "entPhysicalIndex entPhysicalDescr entPhysicalVendorType entPhysicalContainedIn "
    "entPhysicalClass entPhysicalParentRelPos entPhysicalName entPhysicalHardwareRev "
    "entPhysicalFirmwareRev entPhysicalSoftwareRev entPhysicalSerialNum entPhysicalMfgName "
    "entPhysicalModelName entPhysicalAlias entPhysicalAssetID entPhysicalIsFRU" },
};

/* Names of fewer than four arcs, and one of an instance. */
static const Group others[] = {
  { "0.0", "zeroDotZero" },
  { "1.3", "org" },
  { "1.3.6", "dod" },
  { "1.3.6.1", "internet" },
  { "1.3.6.1.2.1.1.3.0", "sysUpTimeInstance" },
};

static void
add_symbol (GHashTable *symbols,
            char       *label,
            const char *oid)
{
  TarnName *name = g_new (TarnName, 1);
  gboolean good = tarn_name_parse (name, oid, strlen (oid));

  g_assert (good);
  g_hash_table_insert (symbols, label, name);
}

static gpointer
make_symbols (gpointer data)
{
  GHashTable *symbols = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    add_symbol (symbols, g_strdup (others[i].names), others[i].oid);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_auto(GStrv) labels = g_strsplit (groups[i].names, " ", -1);
      guint number = 1;

      for (char **label = labels; *label != NULL; label++, number++)
        {
          g_autofree char *oid = g_strdup_printf ("%s.%u", groups[i].oid, number);

          if (g_ascii_isdigit (**label))
            number = (guint) strtoul (*label, NULL, 10) - 1;
          else if (strcmp (*label, "-") != 0)
            add_symbol (symbols, g_strdup (*label), oid);
        }
    }

  return symbols;
}

gboolean
tarn_import_find_symbol (TarnSpan  label,
                         TarnName *name)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *symbols = g_once (&once, make_symbols, NULL);
  const TarnName *found = NULL;
  char text[64];

  if (label.len < sizeof text)
    {
      memcpy (text, label.data, label.len);
      text[label.len] = '\0';
      found = g_hash_table_lookup (symbols, text);
    }

  if (found != NULL)
    tarn_name_set (name, tarn_name_span (found));
  return found != NULL;
}

/* Moves one label, with the dot or the bracket in front of it, from *@rest to @label. */
static gboolean
take_label (TarnSpan *rest,
            TarnSpan *label)
{
  gsize begin = rest->len > 0 && (rest->data[0] == '.' || rest->data[0] == '[');
  gboolean bracket = begin > 0 && rest->data[0] == '[';
  gsize end = begin;

  while (end < rest->len && strchr (bracket ? "]" : ".[", rest->data[end]) == NULL)
    end++;

  *label = tarn_span (rest->data + begin, end - begin);
  if (bracket)
    end++;
  if (end > rest->len || label->len == 0)
    return FALSE;

  *rest = tarn_span (rest->data + end, rest->len - end);
  return TRUE;
}

/* The first arc, which alone is no OID. */
static const char *
find_root (TarnSpan label)
{
  static const char *roots[][2] = { { "iso", "1" }, { "ccitt", "0" }, { "joint-iso-ccitt", "2" } };

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    if (tarn_span_equal (label, tarn_span (roots[i][0], strlen (roots[i][0]))))
      return roots[i][1];

  return NULL;
}

gboolean
tarn_import_parse_symbols (TarnSnmprecLine *line,
                           TarnSpan         text,
                           TarnName        *name)
{
  g_autoptr(GString) dotted = g_string_new (NULL);
  TarnSpan label;

  while (text.len > 0 && take_label (&text, &label))
    {
      const char *root = find_root (label);

      if (g_ascii_isdigit (label.data[0]))
        {
          g_string_append_c (dotted, '.');
          g_string_append_len (dotted, (const char *) label.data, (gssize) label.len);
        }
      else if (root != NULL)
        {
          g_string_assign (dotted, root);
        }
      else if (tarn_import_find_symbol (label, name))
        {
          char oid[TARN_NAME_MAX_TEXT];

          tarn_name_to_text (tarn_name_span (name), oid);
          g_string_assign (dotted, oid + 1);
        }
      else
        {
          return tarn_snmprec_refuse (line, "its name needs a MIB module; a walk with -On has "
                                            "numbers instead");
        }
    }

  if (text.len > 0 || !tarn_name_parse (name, dotted->str, dotted->len))
    return tarn_snmprec_refuse (line, "its name cannot be read; a walk with -On has numbers "
                                      "instead");
  return TRUE;
}
