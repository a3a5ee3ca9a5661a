/* tarn-cli-serve-who.c
 *
 * Who may ask a device of tarn serve, for what, and how much.  Options say the usual; --access
 * has it all, and keeps communities out of the list of processes.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-device.h"
#include "tarn-cli-serve.h"

#define STANDARD_INPUT "-"

typedef struct
{
  const char *community;         /* NULL: public        */
  const char *write_community;   /* NULL: nobody writes */
  GPtrArray  *included;          /* of texts            */
  GPtrArray  *excluded;
  GPtrArray  *networks;
  const char *access;
  gboolean    write_any;
  guint       row_timeout;       /* seconds             */
} Who;

static const Who default_who = { .row_timeout = 300 };

typedef struct
{
  const char *text;
  guint       limits[3];
} Limits;

static const Limits default_limits = { NULL, { 100, 524288, 20 } };   /* F-75 */

static const CliOption options[] = {
  { "community", "c", CLI_OPTION_TEXT, CLI_SERVE_AT (Who, community), "TEXT",
    "who may read; text, or 0x and hex; default public" },
  { "write-community", NULL, CLI_OPTION_TEXT, CLI_SERVE_AT (Who, write_community), "TEXT",
    "who may write too; default nobody" },
  { "write-any", NULL, CLI_OPTION_FLAG, CLI_SERVE_AT (Who, write_any), NULL,
    "who may write may set what MIB modules make read-only, too" },
  { "row-timeout", NULL, CLI_OPTION_NUMBER, CLI_SERVE_AT (Who, row_timeout), "SECONDS",
    "rows that managers begin and do not make active go after so long; default 300; 0: never" },
  { "include", NULL, CLI_OPTION_LIST, CLI_SERVE_AT (Who, included), "OID",
    "show this part of the tree only; may be repeated" },
  { "exclude", NULL, CLI_OPTION_LIST, CLI_SERVE_AT (Who, excluded), "OID",
    "do not show this part; may be repeated" },
  { "from", NULL, CLI_OPTION_LIST, CLI_SERVE_AT (Who, networks), "NETWORK",
    "only from there, as 192.0.2.0/24; may be repeated" },
  { "access", NULL, CLI_OPTION_TEXT, CLI_SERVE_AT (Who, access), "FILE",
    "in place of these: rules as in snmpd.conf, view, rocommunity, rwcommunity, com2sec, group, "
    "access; - is standard input" },
  { NULL },
};

static const CliOption limit_options[] = {
  { "limit", NULL, CLI_OPTION_TEXT, CLI_SERVE_AT (Limits, text), "N[,OCTETS[,REPETITIONS]]",
    "requests and octets a second, repetitions of a GETBULK, that each other computer gets; "
    "default 100,524288,20; 0: any" },
  { NULL },
};

/* The text of --access.  Standard input can be read once, and be meant by many devices. */
static char *
read_rules (const char  *path,
            GError     **error)
{
  static char *standard;
  g_autofree char *text = NULL;
  gsize len;

  if (strcmp (path, STANDARD_INPUT) == 0 && standard != NULL)
    return g_strdup (standard);

  if (!g_file_get_contents (strcmp (path, STANDARD_INPUT) == 0 ? "/dev/stdin" : path, &text, &len,
                            error))
    return NULL;

  if (strlen (text) != len)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s: a NUL octet is no text", path);
      return NULL;
    }
  if (strcmp (path, STANDARD_INPUT) == 0)
    standard = g_strdup (text);
  return g_steal_pointer (&text);
}

static void
append_rules (GString    *rules,
              const Who  *who,
              const char *word,
              const char *community)
{
  g_autofree char *quoted = g_shell_quote (community);
  gboolean all = who->included->len == 0 && who->excluded->len == 0;

  for (guint i = 0; i < MAX (who->networks->len, 1); i++)
    {
      g_autofree char *network = g_shell_quote (who->networks->len > 0 ? who->networks->pdata[i]
                                                                       : "default");

      g_string_append_printf (rules, "%s %s %s%s\n", word, quoted, network, all ? "" : " -V view");
    }
}

static void
append_view (GString    *rules,
             GPtrArray  *subtrees,
             const char *word)
{
  for (guint i = 0; i < subtrees->len; i++)
    {
      g_autofree char *quoted = g_shell_quote (subtrees->pdata[i]);

      g_string_append_printf (rules, "view view %s %s\n", word, quoted);
    }
}

/* What the options say, as rules.  A line is an option: its number would tell nobody
 * anything. */
static gboolean
parse_options (const Who   *who,
               const char  *community,
               TarnAccess  *access,
               GError     **error)
{
  g_autoptr(GString) rules = g_string_new (NULL);
  g_autoptr(GError) rule_error = NULL;
  gboolean names = who->included->len > 0 || who->excluded->len > 0;
  TarnMib *mib = names ? cli_get_mib () : NULL;
  const char *colon;

  append_view (rules, who->included, "included");
  if (who->included->len == 0 && who->excluded->len > 0)
    g_string_append (rules, "view view included .\n");
  append_view (rules, who->excluded, "excluded");
  if (who->write_community != NULL)
    append_rules (rules, who, "rwcommunity", who->write_community);
  append_rules (rules, who, "rocommunity", community);

  if (tarn_access_parse (access, rules->str, mib, &rule_error))
    return TRUE;

  colon = strstr (rule_error->message, ": ");
  g_set_error_literal (error, TARN_ERROR, TARN_ERROR_INVALID,
                       colon != NULL ? colon + 2 : rule_error->message);
  return FALSE;
}

/* As -c takes it, whatever it is. */
static char *
spell (const char *community)
{
  GString *text = g_string_new ("0x");

  for (const char *c = community; *c != '\0'; c++)
    g_string_append_printf (text, "%02x", (guint8) *c);
  return g_string_free (text, FALSE);
}

/* Where none is said, @community reads; NULL: public.  NULL for an error. */
static TarnAccess *
make_access (const Who   *who,
             const char  *community,
             GError     **error)
{
  g_autoptr(TarnAccess) access = tarn_access_new ();
  g_autofree char *spelt = spell (community != NULL ? community : "public");
  g_autofree char *text = NULL;

  if (who->access == NULL)
    return parse_options (who, who->community != NULL ? who->community : spelt, access, error)
           ? g_steal_pointer (&access) : NULL;

  text = read_rules (who->access, error);
  if (text == NULL)
    return NULL;

  if (tarn_access_parse (access, text, cli_get_mib (), error))
    return g_steal_pointer (&access);

  g_prefix_error (error, "%s, ", strcmp (who->access, STANDARD_INPUT) == 0 ? "standard input"
                                                                           : who->access);
  return NULL;
}

/* "N,N,N"; what is not said stays. */
static gboolean
parse_limits (const char  *text,
              guint       *limits,
              GError     **error)
{
  g_auto(GStrv) words = g_strsplit (text, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 number;

      if (i == 3 || !g_ascii_string_to_unsigned (words[i], 10, 0, G_MAXINT32, &number, NULL))
        {
          g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                       "“%s” is no --limit: it takes up to three numbers, as 100,524288,20", text);
          return FALSE;
        }
      limits[i] = (guint) number;
    }

  return TRUE;
}

static gboolean
who_check (gpointer   said,
           GError   **error)
{
  const Who *who = said;
  g_autoptr(TarnAccess) access = NULL;

  if (who->access != NULL
      && (who->community != NULL || who->write_community != NULL || who->included->len > 0
          || who->excluded->len > 0 || who->networks->len > 0))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "--access says all of who may ask; no -c, --write-community, --include, "
                   "--exclude or --from beside it");
      return FALSE;
    }

  access = make_access (who, NULL, error);
  return access != NULL;
}

static gboolean
who_set_up (gconstpointer    said,
            CliServeDevice  *device,
            GError         **error)
{
  const Who *who = said;

  device->access = make_access (who, device->community, error);
  if (device->access == NULL)
    return FALSE;

  device->writable = tarn_access_has_writers (device->access);
  if (device->writable)
    tarn_agent_set_mib (device->agent, cli_get_mib (), who->write_any);
  tarn_agent_set_row_timeout (device->agent, who->row_timeout);
  tarn_agent_set_access (device->agent, device->access);
  return TRUE;
}

static gboolean
limits_check (gpointer   said,
              GError   **error)
{
  Limits *limits = said;

  return limits->text == NULL || parse_limits (limits->text, limits->limits, error);
}

const CliServePart cli_serve_who = {
  .title = "Who may ask",
  .size = sizeof (Who),
  .defaults = &default_who,
  .options = options,
  .check = who_check,
  .set_up = who_set_up,
};

/* One source may be told apart from another only for all devices together. */
const CliServePart cli_serve_limits = {
  .title = "How much",
  .size = sizeof (Limits),
  .defaults = &default_limits,
  .options = limit_options,
  .once = TRUE,
  .check = limits_check,
};

gboolean
cli_serve_may_write (CliServeSaid *self)
{
  g_autoptr(TarnAccess) access = make_access (cli_serve_said_get (self, &cli_serve_who), NULL,
                                              NULL);

  return access != NULL && tarn_access_has_writers (access);
}

gboolean
cli_serve_says_community (CliServeSaid *self)
{
  const Who *who = cli_serve_said_get (self, &cli_serve_who);

  return who->community != NULL || who->access != NULL;
}

char *
cli_serve_dup_rules (CliServeSaid *self)
{
  const Who *who = cli_serve_said_get (self, &cli_serve_who);

  return who->access != NULL ? read_rules (who->access, NULL) : NULL;
}

gboolean
cli_serve_hides_communities (CliServeSaid *self)
{
  const Who *who = cli_serve_said_get (self, &cli_serve_who);

  return who->access != NULL;
}

void
cli_serve_get_limits (CliServeSaid *self,
                      guint        *limits)
{
  const Limits *said = cli_serve_said_get (self, &cli_serve_limits);

  memcpy (limits, said->limits, sizeof said->limits);
}
