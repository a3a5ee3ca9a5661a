/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How a person writes targets.
 */
#include "ops/tarn-scan-plan-private.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "net/tarn-route.h"
#include "ops/tarn-import-source.h"

#define MAX_SPEC 1024   /* octets: twice the longest name there can be */

static gboolean set_invalid (GError     **error,
                             const char  *spec,
                             const char  *format,
                             ...) G_GNUC_PRINTF (3, 4);

/* "“10.0.0.0/33” …" */
static gboolean
set_invalid (GError     **error,
             const char  *spec,
             const char  *format,
             ...)
{
  g_autofree char *shown = g_utf8_make_valid (spec, -1);
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "“%s” %s", shown, what);
  return FALSE;
}

static gboolean
parse_address (const char    *text,
               TarnScanPlace *place)
{
  struct in_addr ipv4;
  struct in6_addr ipv6;

  if (inet_pton (AF_INET, text, &ipv4) == 1)
    {
      place->family = AF_INET;
      place->high = 0;
      place->low = ntohl (ipv4.s_addr);
      return TRUE;
    }

  if (inet_pton (AF_INET6, text, &ipv6) != 1)
    return FALSE;

  place->family = AF_INET6;
  memcpy (&place->high, ipv6.s6_addr, sizeof place->high);
  memcpy (&place->low, ipv6.s6_addr + sizeof place->high, sizeof place->low);
  place->high = GUINT64_FROM_BE (place->high);
  place->low = GUINT64_FROM_BE (place->low);
  return TRUE;
}

/* No one device is there, or all are (F-77). */
static gboolean
is_for_one (const TarnScanPlace *place,
            guint64              n)
{
  guint64 last = place->low + (n - 1);

  if (place->family == AF_INET6)
    return place->high >> 56 != 0xff && (place->high != 0 || place->low != 0);

  return place->low != 0 && last != G_MAXUINT32 && (last < 0xe0000000 || place->low > 0xefffffff);
}

static gboolean
add_places (TarnScanPlan         *self,
            const TarnScanPlace  *place,
            guint64               n,
            const char           *spec,
            GError              **error)
{
  if (!is_for_one (place, n))
    return set_invalid (error, spec, "%s an address that is no single device's: 0.0.0.0, ::, a "
                                     "multicast or a broadcast address",
                        n == 1 ? "is" : "holds");

  return tarn_scan_plan_add_range (self, place, n, spec, error);
}

/* From @from to @last; a carry into the upper half makes two parts. */
static gboolean
add_span (TarnScanPlan         *self,
          const TarnScanPlace  *from,
          const TarnScanPlace  *last,
          const char           *spec,
          GError              **error)
{
  TarnScanPlace second = *last;
  guint64 n_below = last->low - from->low;

  if (last->high - from->high > 1 || n_below >= TARN_SCAN_PLAN_MAX_TARGETS
      || (last->high != from->high && last->low >= from->low))
    return set_invalid (error, spec, "is more than %d addresses, which are too many for one scan",
                        TARN_SCAN_PLAN_MAX_TARGETS);

  if (last->high == from->high)
    return add_places (self, from, n_below + 1, spec, error);

  second.low = 0;
  return add_places (self, from, -from->low, spec, error)
         && add_places (self, &second, last->low + 1, spec, error);
}

/* "10.0.0.1" to "10.0.0.20", or to "20". */
static gboolean
add_range (TarnScanPlan   *self,
           TarnScanPlace  *from,
           const char     *end,
           const char     *spec,
           GError        **error)
{
  TarnScanPlace last = *from;
  guint64 number;

  if (from->family == AF_INET && g_ascii_string_to_unsigned (end, 10, 0, 255, &number, NULL))
    last.low = (from->low & ~G_GUINT64_CONSTANT (0xff)) | number;
  else if (!parse_address (end, &last) || last.family != from->family)
    return set_invalid (error, spec, "is no range: write 10.0.0.1-20, 10.0.0.1-10.0.1.20 or "
                                     "[2001:db8::1-2001:db8::20]");

  if (last.high < from->high || (last.high == from->high && last.low < from->low))
    return set_invalid (error, spec, "is no range: it ends before it begins");

  return add_span (self, from, &last, spec, error);
}

/* Of an IPv4 network the first address, which means all of it, and the last one, which
 * means everybody, are no devices; where there are only two, they are (RFC 3021). */
static gboolean
add_network (TarnScanPlan   *self,
             TarnScanPlace  *place,
             const char     *prefix,
             const char     *spec,
             GError        **error)
{
  guint width = place->family == AF_INET ? 32 : 128;
  TarnScanPlace last;
  guint64 len, mask;

  if (!g_ascii_string_to_unsigned (prefix, 10, 0, width, &len, NULL))
    return set_invalid (error, spec, "is no network: behind the / stands a number from 0 to %u",
                        width);
  if (width - len > 24)
    return set_invalid (error, spec, "is more than %d addresses, which are too many for one scan: "
                                     "at most /%u",
                        TARN_SCAN_PLAN_MAX_TARGETS, width - 24);

  mask = (G_GUINT64_CONSTANT (1) << (width - len)) - 1;
  place->low &= ~mask;
  last = *place;
  last.low |= mask;
  if (place->family == AF_INET && mask > 1)
    {
      place->low++;
      last.low--;
    }

  return add_span (self, place, &last, spec, error);
}

static gboolean
add_single (TarnScanPlan  *self,
            const char    *spec,
            GError       **error)
{
  g_autoptr(TarnAddress) address = tarn_address_new (spec, TARN_PORT_AGENT, error);
  TarnScanPlace place = { 0 };
  TarnEndpoint endpoint;

  if (address == NULL)
    return FALSE;
  if (tarn_address_get_port (address) == 0)
    return set_invalid (error, spec, "cannot be asked: there is no port 0");
  if (tarn_address_is_name (address))
    return tarn_scan_plan_add_name (self, address, spec, error);
  if (!tarn_endpoint_set_literal (&endpoint, address, error))
    return FALSE;

  parse_address (tarn_address_get_host (address), &place);
  place.port = tarn_address_get_port (address);
  place.scope = place.family == AF_INET6 ? endpoint.in6.sin6_scope_id : 0;
  return add_places (self, &place, 1, spec, error);
}

/* Takes "[host]:port" and "host:port" apart, in place.  Several colons without brackets
 * are an IPv6 address. */
static gboolean
split_port (char     *text,
            char    **host,
            guint16  *port)
{
  char *colon = strchr (text, ':');
  guint64 number = TARN_PORT_AGENT;

  *host = text;
  if (text[0] == '[')
    {
      char *close = strchr (text, ']');

      if (close == NULL || (close[1] != '\0' && close[1] != ':'))
        return FALSE;
      colon = close[1] == ':' ? close + 1 : NULL;
      *close = '\0';
      *host = text + 1;
    }
  else if (colon != NULL && strchr (colon + 1, ':') != NULL)
    {
      colon = NULL;
    }

  if (colon != NULL)
    *colon++ = '\0';
  if (colon != NULL && !g_ascii_string_to_unsigned (colon, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;

  *port = (guint16) number;
  return TRUE;
}

gboolean
tarn_scan_plan_add (TarnScanPlan  *self,
                    const char    *spec,
                    GError       **error)
{
  g_autofree char *text = g_strdup (spec);
  TarnScanPlace place = { 0 };
  char *host, *rest;
  char separator;

  if (!split_port (text, &host, &place.port))
    return add_single (self, spec, error);   /* which knows what is wrong */

  /* A name may have a hyphen in it. */
  rest = host + strcspn (host, "/-");
  separator = *rest;
  if (separator != '\0')
    *rest++ = '\0';

  if (separator != '\0' && parse_address (host, &place))
    return separator == '/' ? add_network (self, &place, rest, spec, error)
                            : add_range (self, &place, rest, spec, error);
  if (separator == '/')
    return set_invalid (error, spec, "is no network: write 10.0.0.0/24 or [2001:db8::/120]:1161");

  return add_single (self, spec, error);
}

static GInputStream *
open_file (const char  *path,
           const char  *name,
           GError     **error)
{
  gboolean is_input = strcmp (path, "-") == 0;
  int fd = is_input ? STDIN_FILENO : g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (fd >= 0)
    return g_unix_input_stream_new (fd, !is_input);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "cannot read %s: %s", name,
               g_strerror (errno));
  return NULL;
}

/* What is left of a line without its remark and the space around it, as a string. */
static char *
strip_line (TarnSpan line)
{
  char *text = g_strndup ((const char *) line.data, line.len);

  text[strcspn (text, "#")] = '\0';
  return g_strstrip (text);
}

static gboolean
add_line (TarnScanPlan   *self,
          TarnSpan        line,
          GError        **error)
{
  g_autofree char *spec = NULL;

  if (line.len > MAX_SPEC)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "the line is too long for a target");
      return FALSE;
    }
  if (memchr (line.data, '\0', line.len) != NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "a NUL octet: this is no list of targets");
      return FALSE;
    }

  spec = strip_line (line);
  return spec[0] == '\0' || tarn_scan_plan_add (self, spec, error);
}

gboolean
tarn_scan_plan_add_file (TarnScanPlan  *self,
                         const char    *path,
                         GError       **error)
{
  g_autofree char *name = strcmp (path, "-") == 0 ? g_strdup ("standard input")
                                                  : g_filename_display_name (path);
  g_autoptr(TarnImportSource) source = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) failure = NULL;
  gboolean had_cr;
  TarnSpan line;

  stream = open_file (path, name, error);
  if (stream == NULL)
    return FALSE;

  source = tarn_import_source_new (stream, NULL);
  while (tarn_import_source_next_line (source, &line, &had_cr, &failure) != TARN_LINE_NONE)
    if (!add_line (self, line, &failure))
      {
        g_propagate_prefixed_error (error, g_steal_pointer (&failure),
                                    "%s:%" G_GUINT64_FORMAT ": ", name,
                                    tarn_import_source_get_line (source));
        return FALSE;
      }

  if (failure == NULL)
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&failure), "cannot read %s: ", name);
  return FALSE;
}
