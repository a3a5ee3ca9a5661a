/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Names of hosts, persons, places and things.
 */
#include "ops/tarn-secrets.h"

/* What is shorter is replaced in its place, and not looked for elsewhere. */
#define MIN_NAME   3
#define MIN_PLACE  6
#define MIN_SERIAL 5
#define MIN_NUMBER 6   /* a name of digits alone */

/* Their names are on the box, or in every copy of the software. */
static const char *const public_domains[] = {
  "3com.com", "apache.org", "apc.com", "arista.com", "arubanetworks.com", "avaya.com",
  "brocade.com", "brother.com", "canon.com", "checkpoint.com", "ciena.com", "cisco.com",
  "citrix.com", "debian.org", "dell.com", "eaton.com", "epson.com", "ericsson.com",
  "extremenetworks.com", "f5.com", "fortinet.com", "freebsd.org", "github.com", "gnu.org",
  "h3c.com", "hp.com", "hpe.com", "huawei.com", "ibm.com", "ietf.org", "intel.com",
  "juniper.net", "kernel.org", "lenovo.com", "lexmark.com", "microsoft.com", "mikrotik.com",
  "net-snmp.org", "netapp.com", "netgear.com", "nokia.com", "novell.com", "oracle.com",
  "paloaltonetworks.com", "qnap.com", "raritan.com", "redhat.com", "ricoh.com", "ruckus.com",
  "samsung.com", "siemens.com", "sourceforge.net", "suse.com", "synology.com", "tp-link.com",
  "ubnt.com", "ubuntu.com", "ui.com", "vmware.com", "xerox.com", "zte.com.cn", "zyxel.com",
};

static gboolean
is_public_domain (TarnSpan host)
{
  g_autofree char *folded = g_ascii_strdown ((const char *) host.data, (gssize) host.len);

  for (guint i = 0; i < G_N_ELEMENTS (public_domains); i++)
    {
      gsize n = strlen (public_domains[i]);

      if (g_str_has_suffix (folded, public_domains[i])
          && (host.len == n || folded[host.len - n - 1] == '.'))
        return TRUE;
    }

  return FALSE;
}

/* Without what stands around the first and the last word. */
static TarnSpan
trim (TarnSpan text)
{
  while (text.len > 0 && !tarn_is_word_char (text.data[0]))
    text = tarn_span (text.data + 1, text.len - 1);
  while (text.len > 0 && !tarn_is_word_char (text.data[text.len - 1]))
    text.len--;

  return text;
}

static gboolean
says_something (TarnSpan text)
{
  TarnSpan word;

  for (gsize at = 0; tarn_next_word (text, &at, &word);)
    if (!tarn_word_is_generic (word))
      return TRUE;

  return FALSE;
}

/* Whether @text can be looked for in other texts: it is not met there by chance. */
static gboolean
is_distinct (TarnSpan       text,
             TarnSecretKind kind)
{
  return text.len >= (!tarn_has_letter (text) ? MIN_NUMBER : kind == TARN_SECRET_SERIAL ? MIN_SERIAL
                      : kind == TARN_SECRET_PLACE ? MIN_PLACE : MIN_NAME);
}

/* @wanted: it is looked for in other texts. */
static void
remember (TarnSecrets    *self,
          TarnSpan        text,
          TarnSecretKind  kind,
          gboolean        wanted,
          gboolean        is_domain)
{
  TarnSecretName *name;
  TarnSpan word;

  text = trim (text);
  if (!g_utf8_validate ((const char *) text.data, (gssize) text.len, NULL)
      || !says_something (text))
    return;

  name = g_new0 (TarnSecretName, 1);
  name->folded = tarn_dup_folded (text);
  name->len = text.len;
  name->kind = kind;
  name->is_domain = is_domain;
  if (g_hash_table_contains (self->names, name))
    {
      g_free (name->folded);
      g_free (name);
      return;
    }
  g_hash_table_add (self->names, name);
  for (gsize at = 0; tarn_next_word (tarn_span (name->folded, name->len), &at, &word);)
    tarn_word_map_add (self->words, word, FALSE);
  if (wanted && is_distinct (text, kind))
    tarn_secrets_look_for (self, name);
}

/* A host with its domain is known by its first label, too, and so is the domain. */
static void
remember_host (TarnSecrets *self,
               TarnSpan     host)
{
  const guint8 *dot;
  TarnSpan domain;

  host = trim (host);
  remember (self, host, TARN_SECRET_HOST, TRUE, FALSE);
  if (host.len == 0 || memchr (host.data, ' ', host.len) != NULL)
    return;
  dot = memchr (host.data, '.', host.len);
  if (dot == NULL)
    return;

  domain = tarn_span (dot + 1, host.len - (gsize) (dot + 1 - host.data));
  remember (self, tarn_span (host.data, (gsize) (dot - host.data)), TARN_SECRET_HOST, TRUE, FALSE);
  if (domain.len == 0 || is_public_domain (host))
    return;
  if (memchr (domain.data, '.', domain.len) != NULL)
    remember (self, domain, TARN_SECRET_HOST, TRUE, TRUE);
  else if (g_ascii_isalpha (domain.data[domain.len - 1]))
    remember (self, host, TARN_SECRET_HOST, TRUE, TRUE);
}

void
tarn_secrets_add_name (TarnSecrets    *self,
                       TarnSpan        text,
                       TarnSecretKind  kind)
{
  TarnSpan word;

  text = trim (text);
  if (kind == TARN_SECRET_HOST)
    remember_host (self, text);
  else
    remember (self, text, kind, kind != TARN_SECRET_LABEL, FALSE);

  for (gsize at = 0; tarn_next_word (text, &at, &word);)
    {
      tarn_word_map_add (self->words, word, FALSE);
      /* A surname stands alone elsewhere. */
      if (kind == TARN_SECRET_PERSON && word.len >= MIN_NAME
          && (g_ascii_isupper (word.data[0]) || word.data[0] >= 0x80))
        remember (self, word, kind, TRUE, FALSE);
    }
}

/* From @at back or on, while @accept. */
static gsize
reach (TarnSpan   text,
       gsize      at,
       int        step,
       gboolean (*accept) (guint8 octet))
{
  if (step > 0)
    while (at < text.len && accept (text.data[at]))
      at++;
  else
    while (at > 0 && accept (text.data[at - 1]))
      at--;

  return at;
}

static gboolean
is_mailbox_char (guint8 octet)
{
  return tarn_is_host_char (octet) || octet == '%' || octet == '+';
}

void
tarn_secrets_mark_hosts (TarnSecrets *self,
                         TarnSpan     text,
                         guint8      *marks)
{
  for (gsize at = 1; at + 1 < text.len; at++)
    {
      gboolean is_mail = text.data[at] == '@';
      gboolean is_url = text.data[at] == ':' && at + 3 < text.len
                        && text.data[at + 1] == '/' && text.data[at + 2] == '/';
      gsize from, to, host;

      if (!is_mail && !is_url)
        continue;
      host = is_mail ? at + 1 : at + 3;
      from = is_mail ? reach (text, at, -1, is_mailbox_char) : host;
      to = reach (text, host, 1, tarn_is_host_char);
      if (from == at || to == host
          || is_public_domain (trim (tarn_span (text.data + host, to - host))))
        continue;

      memset (marks + host, TARN_MARK (TARN_SECRET_HOST), to - host);
      if (is_mail)
        memset (marks + from, TARN_MARK (TARN_SECRET_PERSON), at - from);
      if (self->phase != TARN_PHASE_COLLECT)
        continue;
      tarn_secrets_add_name (self, tarn_span (text.data + host, to - host), TARN_SECRET_HOST);
      if (is_mail)
        tarn_secrets_add_name (self, tarn_span (text.data + from, at - from), TARN_SECRET_PERSON);
    }
}
