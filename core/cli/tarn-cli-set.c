/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn set, with the type letters of snmpset.
 */
#include "tarn-cli-device.h"
#include "tarn-cli-edit.h"
#include "tarn-cli-output.h"

#define MAX_OCTETS 65531   /* what tarn_value_new_octets() takes */

static TarnValue *
bad_value (const char *what,
           const char *text,
           GError    **error)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "“%s” is no %s", text, what);
  return NULL;
}

static TarnValue *
make_octets (const guint8  *octets,
             gsize          n_octets,
             GError       **error)
{
  if (n_octets <= MAX_OCTETS)
    return tarn_value_new_octets (TARN_KIND_OCTET_STRING, octets, n_octets);

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "a string has at most %d octets, not %" G_GSIZE_FORMAT, MAX_OCTETS, n_octets);
  return NULL;
}

static TarnValue *
make_unsigned (TarnKind     kind,
               const char  *text,
               GError     **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0,
                                   kind == TARN_KIND_COUNTER64 ? G_MAXUINT64 : G_MAXUINT32,
                                   &number, NULL))
    return bad_value ("number of this type", text, error);

  return tarn_value_new_unsigned (kind, number);
}

/* Opaque of net-snmp: 9F 7A and 9F 7B with a number of 64 bits (P-STR-05). */
static TarnValue *
make_opaque_number (char         letter,
                    const char  *text,
                    GError     **error)
{
  guint8 octets[12] = { 0x9f, letter == 'I' ? 0x7a : 0x7b };
  gint64 number = 0;
  guint64 bits = 0;
  gsize n = letter == 'I' ? 8 : 9;   /* unsigned: with a leading zero */

  if (letter == 'I' ? !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL)
                    : !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &bits, NULL))
    return bad_value ("number of 64 bits", text, error);

  if (letter == 'I')
    bits = (guint64) number;

  /* The shortest form that keeps the sign. */
  while (n > 1)
    {
      guint64 top = n > 8 ? 0 : bits >> 8 * (n - 1) & 0xff;
      gboolean next = bits >> (8 * (n - 1) - 1) & 1;

      if (!(top == 0 && !next) && !(letter == 'I' && top == 0xff && next))
        break;
      n--;
    }

  octets[2] = (guint8) n;
  for (gsize i = 0; i < n; i++)
    octets[3 + i] = (guint8) (n - 1 - i > 7 ? 0 : bits >> 8 * (n - 1 - i));

  return tarn_value_new_octets (TARN_KIND_OPAQUE, octets, 3 + n);
}

static TarnValue *
make_real (char         letter,
           const char  *text,
           GError     **error)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0')
    return bad_value ("number", text, error);

  return letter == 'F' ? tarn_value_new_float ((float) number) : tarn_value_new_double (number);
}

static TarnValue *
make_address (const char  *text,
              GError     **error)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (text);

  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4)
    return bad_value ("IPv4 address", text, error);

  return tarn_value_new_octets (TARN_KIND_IP_ADDRESS, g_inet_address_to_bytes (address), 4);
}

static gboolean
is_separator (char c)
{
  return c != '\0' && strchr (" \t\n.,:-", c) != NULL;
}

/* Pairs of hex digits, with anything usual between them. */
static TarnValue *
make_hex (const char  *text,
          GError     **error)
{
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  const char *p = text;

  if (g_ascii_strncasecmp (p, "0x", 2) == 0)
    p += 2;

  while (*p != '\0')
    {
      int high, low;
      guint8 octet;

      if (is_separator (*p))
        {
          p++;
          continue;
        }

      high = g_ascii_xdigit_value (p[0]);
      low = high >= 0 ? g_ascii_xdigit_value (p[1]) : -1;
      if (low < 0)
        return bad_value ("string of pairs of hex digits", text, error);

      octet = (guint8) (high << 4 | low);
      g_byte_array_append (octets, &octet, 1);
      p += 2;
    }

  return make_octets (octets->data, octets->len, error);
}

/* Decimal octets, or for BITS the numbers of the bits that are set (P-STR-06). */
static TarnValue *
make_listed (char         letter,
             const char  *text,
             GError     **error)
{
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  g_auto(GStrv) words = g_strsplit_set (text, " \t\n.,:", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 number;
      guint8 octet;

      if (words[i][0] == '\0')
        continue;
      if (!g_ascii_string_to_unsigned (words[i], 10, 0, letter == 'd' ? 255 : 8 * 65000 - 1,
                                       &number, NULL))
        return bad_value (letter == 'd' ? "list of decimal octets" : "list of bits", text, error);

      if (letter == 'd')
        {
          octet = (guint8) number;
          g_byte_array_append (octets, &octet, 1);
          continue;
        }

      for (octet = 0; octets->len <= number / 8;)
        g_byte_array_append (octets, &octet, 1);
      octets->data[number / 8] |= 0x80 >> number % 8;
    }

  return make_octets (octets->data, octets->len, error);
}

static TarnValue *
make_oid (const char  *text,
          GError     **error)
{
  g_autoptr(TarnOid) oid = tarn_oid_new (text, error);

  return oid != NULL ? tarn_value_new_oid (oid) : NULL;
}

static TarnValue *
make_value (const char  *type,
            const char  *text,
            GError     **error)
{
  gint64 number;

  switch (strlen (type) == 1 ? type[0] : '\0')
    {
    case 'i':
      if (!g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, &number, NULL))
        return bad_value ("Integer32", text, error);
      return tarn_value_new_integer ((gint32) number);

    case 'u':
      return make_unsigned (TARN_KIND_GAUGE32, text, error);
    case 'c':
      return make_unsigned (TARN_KIND_COUNTER32, text, error);
    case 't':
      return make_unsigned (TARN_KIND_TIME_TICKS, text, error);
    case 'C':
      return make_unsigned (TARN_KIND_COUNTER64, text, error);

    case 'a':
      return make_address (text, error);
    case 'o':
      return make_oid (text, error);

    case 's':
      return make_octets ((const guint8 *) text, strlen (text), error);
    case 'x':
      return make_hex (text, error);
    case 'd':
    case 'b':
      return make_listed (type[0], text, error);

    case 'n':
      return tarn_value_new_null ();

    case 'U':
    case 'I':
      return make_opaque_number (type[0], text, error);
    case 'F':
    case 'D':
      return make_real (type[0], text, error);

    default:
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "there is no type “%s”", type);
      return NULL;
    }
}

/* From @first on: OID, type and value, again and again.  NULL after a complaint. */
static GPtrArray *
parse_varbinds (const CliCommand *command,
                GPtrArray        *operands,
                guint             first)
{
  g_autoptr(GPtrArray) varbinds =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);

  for (guint i = first; i < operands->len; i += 3)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnOid) oid = tarn_oid_new (operands->pdata[i], &error);
      g_autoptr(TarnValue) value = NULL;

      if (oid != NULL)
        value = make_value (operands->pdata[i + 1], operands->pdata[i + 2], &error);
      if (value == NULL)
        {
          cli_misused (command, "%s", error->message);
          return NULL;
        }
      g_ptr_array_add (varbinds, tarn_varbind_new (oid, value));
    }

  return g_steal_pointer (&varbinds);
}

static CliStatus
print_varbinds (GPtrArray *varbinds,
                GPtrArray *asked)
{
  CliOutput output;

  if (!cli_output_init (&output, NULL))
    return CLI_INCOMPLETE;

  cli_output_varbinds (&output, varbinds);

  if (!cli_output_close (&output))
    return CLI_INCOMPLETE;
  if (varbinds->len == asked->len)
    return CLI_COMPLETE;

  cli_complain ("the agent confirmed %u of %u varbinds", varbinds->len, asked->len);
  return CLI_INCOMPLETE;
}

/* An agent would only drop that: P-COX-03. */
static gboolean
has_counter64 (GPtrArray *varbinds)
{
  for (guint i = 0; i < varbinds->len; i++)
    if (tarn_value_get_kind (tarn_varbind_get_value (varbinds->pdata[i])) == TARN_KIND_COUNTER64)
      return TRUE;

  return FALSE;
}

/* What a device holds, by a request. */
static CliStatus
set_device (const CliCommand *command,
            const CliDevice  *device_options,
            GPtrArray        *operands)
{
  g_autoptr(GPtrArray) varbinds = NULL;
  g_autoptr(GPtrArray) answer = NULL;
  g_autoptr(TarnSession) session = NULL;
  g_autoptr(TarnDevice) device = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (operands->len < 4 || operands->len % 3 != 1)
    return cli_misused (command, "a TARGET and then OID, type and value are needed");

  varbinds = parse_varbinds (command, operands, 1);
  if (varbinds == NULL)
    return CLI_USAGE;
  device = cli_device_make (device_options, command, operands->pdata[0]);
  if (device == NULL)
    return CLI_USAGE;

  if (tarn_device_get_version (device) == TARN_VERSION_1 && has_counter64 (varbinds))
    return cli_misused (command, "SNMPv1 has no Counter64");

  session = tarn_session_new ();
  tarn_session_set_async (session, device, (TarnVarbind **) varbinds->pdata, varbinds->len,
                          NULL, cli_async_cb, &result);
  cli_wait (&result);
  answer = tarn_session_set_finish (session, result, &error);
  if (answer != NULL)
    return print_varbinds (answer, varbinds);

  cli_complain ("%s", error->message);
  return cli_status_for_error (error);
}

/* What a capture holds, by hand. */
static CliStatus
set_capture (const CliCommand *command,
             const char       *path,
             GPtrArray        *deletes,
             GPtrArray        *operands)
{
  g_autoptr(GPtrArray) varbinds = NULL;
  g_autoptr(GPtrArray) deleted = NULL;

  if (operands->len % 3 != 0 || operands->len + deletes->len == 0)
    return cli_misused (command, "with --capture, OID, type and value are needed, or --delete");

  varbinds = parse_varbinds (command, operands, 0);
  if (varbinds == NULL)
    return CLI_USAGE;
  deleted = cli_parse_oids (command, deletes, 0);
  if (deleted == NULL)
    return CLI_USAGE;

  return cli_edit_capture (path, varbinds, deleted);
}

static CliStatus
run_set (const CliCommand  *command,
         char             **arguments)
{
  g_autoptr(GPtrArray) deletes = g_ptr_array_new ();
  const char *path = NULL;
  const CliOption options[] = {
    { "capture", NULL, CLI_OPTION_TEXT, &path, "FILE",
      "edit this capture, and ask no device: there is no TARGET" },
    { "delete", NULL, CLI_OPTION_LIST, &deletes, "OID",
      "with --capture: take this varbind out; may be repeated" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  CliDevice device_options;
  CliStatus status;

  cli_device_init (&device_options);
  operands = cli_parse (command, arguments, options, device_options.options, &status);
  if (operands == NULL)
    return status;

  if (path != NULL)
    return set_capture (command, path, deletes, operands);
  if (deletes->len > 0)
    return cli_misused (command, "--delete is for captures: --capture FILE");
  return set_device (command, &device_options, operands);
}

const CliCommand cli_set_command = {
  "set", "TARGET OID TYPE VALUE [OID TYPE VALUE…]",
  "Sets values, all of them or none",
  "TYPE is a letter as snmpset has them:\n"
  "  i  Integer32          s  string              F  Opaque float\n"
  "  u  Gauge32            x  string in hex       D  Opaque double\n"
  "  c  Counter32          d  string in decimal   I  Opaque signed 64\n"
  "  C  Counter64          b  numbers of bits     U  Opaque unsigned 64\n"
  "  t  TimeTicks          o  OID                 n  Null (the value is ignored)\n"
  "  a  IpAddress\n\n"
  "A request to set is sent once, never again (-r is for other commands): the agent\n"
  "may have done it although its answer was lost.\n\n"
  "With --capture the values are set in a file, whatever it held there before, and are on\n"
  "the disk when the command ends; whoever serves the file serves them at once.\n\n"
  "  tarn set -v2c -c private 192.0.2.1 1.3.6.1.2.1.1.6.0 s 'Room 12'\n"
  "  tarn set -c private 192.0.2.1 1.3.6.1.2.1.2.2.1.7.3 i 2\n"
  "  tarn set --capture switch.tarn 1.3.6.1.2.1.1.5.0 s core-1 --delete 1.3.6.1.2.1.1.6.0",
  run_set,
};
