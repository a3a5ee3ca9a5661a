/* bench-scan-net-snmp.c
 *
 * The same names and columns from many devices through net-snmp's asynchronous API: a
 * session for each device, so many at a time, as its own example does it.
 *
 *   bench-scan-net-snmp PORT FIRST-ADDRESS DEVICES AT-A-TIME GET,… [COLUMN,…]
 *
 * Prints what came, as a line of JSON.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

#include <arpa/inet.h>
#include <glib.h>

#define REPETITIONS 50
#define MAX_NAMES   16

typedef struct
{
  oid    arcs[MAX_OID_LEN];
  size_t len;
} Name;

typedef struct
{
  netsnmp_session *session;
  guint            column;     /* that is walked now; n_columns: none */
  gboolean         over;
} Host;

static Name names[MAX_NAMES], columns[MAX_NAMES];
static guint n_names, n_columns;
static guint64 n_answered, n_failed, n_varbinds;
static guint n_open;

static guint
parse_names (const char *text,
             Name       *list)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", MAX_NAMES);
  guint n = 0;

  for (; parts[n] != NULL; n++)
    {
      list[n].len = MAX_OID_LEN;
      if (read_objid (parts[n], list[n].arcs, &list[n].len) == 0)
        g_error ("not an OID: %s", parts[n]);
    }
  return n;
}

static int answered (int operation, netsnmp_session *session, int id, netsnmp_pdu *pdu,
                     void *data);

static gboolean
ask (Host        *host,
     const oid   *arcs,
     size_t       len)
{
  netsnmp_pdu *pdu = snmp_pdu_create (host->column < n_columns ? SNMP_MSG_GETBULK : SNMP_MSG_GET);

  if (arcs != NULL)
    {
      pdu->non_repeaters = 0;
      pdu->max_repetitions = REPETITIONS;
      snmp_add_null_var (pdu, arcs, len);
    }
  else
    {
      for (guint i = 0; i < n_names; i++)
        snmp_add_null_var (pdu, names[i].arcs, names[i].len);
    }

  if (snmp_send (host->session, pdu) != 0)
    return TRUE;

  snmp_free_pdu (pdu);
  return FALSE;
}

/* Counts what is in the column; the last of them if there may be more, else NULL. */
static const netsnmp_variable_list *
take_column (const Host        *host,
             const netsnmp_pdu *pdu)
{
  const Name *column = &columns[host->column];
  const netsnmp_variable_list *last = NULL;

  for (const netsnmp_variable_list *v = pdu->variables; v != NULL; v = v->next_variable)
    {
      if (v->type == SNMP_ENDOFMIBVIEW
          || snmp_oid_ncompare (v->name, v->name_length, column->arcs, column->len,
                                column->len) != 0)
        return NULL;
      n_varbinds++;
      last = v;
    }
  return last;
}

static gboolean
take_answer (Host              *host,
             const netsnmp_pdu *pdu)
{
  const netsnmp_variable_list *last = NULL;

  if (pdu->errstat != SNMP_ERR_NOERROR)
    return FALSE;

  if (pdu->command == SNMP_MSG_RESPONSE && host->column == G_MAXUINT)
    {
      for (const netsnmp_variable_list *v = pdu->variables; v != NULL; v = v->next_variable)
        n_varbinds++;
      host->column = 0;
    }
  else
    {
      last = take_column (host, pdu);
      if (last != NULL)
        return ask (host, last->name, last->name_length);
      host->column++;
    }

  if (host->column < n_columns)
    return ask (host, columns[host->column].arcs, columns[host->column].len);

  n_answered++;
  host->over = TRUE;
  return TRUE;
}

/* A session must not be closed in its own callback: it is marked. */
static int
answered (int              operation,
          netsnmp_session *session,
          int              id,
          netsnmp_pdu     *pdu,
          void            *data)
{
  Host *host = data;

  if (operation != NETSNMP_CALLBACK_OP_RECEIVED_MESSAGE || !take_answer (host, pdu))
    {
      n_failed++;
      host->over = TRUE;
    }
  return 1;
}

static void
begin (Host    *host,
       guint32  address,
       guint    port)
{
  netsnmp_session session;
  char place[64];
  guint8 *octets = (guint8 *) &address;

  address = htonl (address);
  g_snprintf (place, sizeof place, "udp:%u.%u.%u.%u:%u", octets[0], octets[1], octets[2],
              octets[3], port);
  snmp_sess_init (&session);
  session.version = SNMP_VERSION_2c;
  session.peername = place;
  session.community = (u_char *) "public";
  session.community_len = strlen ("public");
  session.callback = answered;
  session.callback_magic = host;

  *host = (Host) { .session = snmp_open (&session), .column = G_MAXUINT };
  if (host->session == NULL)
    g_error ("cannot open a session");
  n_open++;
  if (!ask (host, NULL, 0))
    {
      n_failed++;
      host->over = TRUE;
    }
}

static void
wait_once (void)
{
  struct timeval timeout = { 0 };
  int n_fds = 0, block = 1, n;
  fd_set set;

  FD_ZERO (&set);
  snmp_select_info (&n_fds, &set, &timeout, &block);
  n = select (n_fds, &set, NULL, NULL, block ? NULL : &timeout);
  if (n > 0)
    snmp_read (&set);
  else
    snmp_timeout ();
}

static void
run (guint32 first,
     guint   port,
     guint   n_devices,
     guint   n_hosts)
{
  g_autofree Host *hosts = g_new0 (Host, n_hosts);
  guint n_begun = 0;

  do
    {
      for (guint i = 0; i < n_hosts; i++)
        {
          if (hosts[i].over)
            {
              snmp_close (hosts[i].session);
              hosts[i] = (Host) { 0 };
              n_open--;
            }
          if (hosts[i].session == NULL && n_begun < n_devices)
            begin (&hosts[i], first + n_begun++, port);
        }
      if (n_open > 0)
        wait_once ();
    }
  while (n_open > 0);
}

int
main (int    argc,
      char **argv)
{
  struct in_addr first;
  gint64 began_us;

  if (argc < 6 || argc > 7 || inet_pton (AF_INET, argv[2], &first) != 1)
    {
      g_printerr ("usage: bench-scan-net-snmp PORT FIRST-ADDRESS DEVICES AT-A-TIME GET,… "
                  "[COLUMN,…]\n");
      return 2;
    }

  setenv ("MIBS", "", 1);
  init_snmp ("bench");
  n_names = parse_names (argv[5], names);
  n_columns = argc > 6 ? parse_names (argv[6], columns) : 0;
  began_us = g_get_monotonic_time ();
  run (ntohl (first.s_addr), (guint) atoi (argv[1]), (guint) atoi (argv[3]),
       (guint) MAX (atoi (argv[4]), 1));
  g_print ("{\"seconds\": %.6f, \"answered\": %" G_GUINT64_FORMAT ", \"rows\": %" G_GUINT64_FORMAT
           ", \"failed\": %" G_GUINT64_FORMAT "}\n",
           (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC, n_answered, n_varbinds,
           n_failed);
  return 0;
}
