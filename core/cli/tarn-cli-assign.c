/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-assign.h"
#include "tarn-cli-names.h"
#include "tarn-cli-value.h"

static void
assignment_clear (gpointer data)
{
  CliAssignment *self = data;

  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_clear_pointer (&self->object, tarn_mib_node_unref);
  g_clear_pointer (&self->asked, tarn_oid_unref);
  g_clear_pointer (&self->beside, tarn_value_unref);
  g_clear_pointer (&self->value, tarn_value_unref);
}

/* What a module says of the object that @oid is an instance of; NULL: none knows it. */
static TarnMibNode *
find_object (const TarnOid *oid)
{
  TarnMib *mib = cli_get_mib ();
  g_autoptr(TarnMibNode) node = NULL;
  TarnMibKind kind;

  if (mib != NULL)
    node = tarn_mib_find_node (mib, oid, NULL);
  if (node == NULL)
    return NULL;

  kind = tarn_mib_node_get_kind (node);
  return kind == TARN_MIB_KIND_SCALAR || kind == TARN_MIB_KIND_COLUMN ? g_steal_pointer (&node)
                                                                      : NULL;
}

/* The OID of what stands in the same row as @self, or beside the scalar. */
static TarnOid *
dup_neighbour (const CliAssignment *self,
               TarnMibNode         *companion)
{
  g_autoptr(TarnOid) root = tarn_mib_node_dup_oid (self->object);
  g_autoptr(TarnOid) other = tarn_mib_node_dup_oid (companion);
  g_autoptr(GArray) arcs = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint32 *instance = NULL;
  g_autofree guint32 *column = NULL;
  gsize n_instance, n_column, n_root = tarn_oid_get_n_arcs (root);

  instance = tarn_oid_get_arcs (self->oid, &n_instance);
  column = tarn_oid_get_arcs (other, &n_column);
  g_array_append_vals (arcs, column, (guint) n_column);
  g_array_append_vals (arcs, instance + n_root, (guint) (n_instance - n_root));
  return tarn_oid_new_arcs ((const guint32 *) arcs->data, arcs->len, NULL);
}

/* The value of the part of the index that is @companion; NULL: it is none. */
static TarnValue *
dup_index_value (const CliAssignment *self,
                 TarnMibNode         *companion)
{
  g_autoptr(GPtrArray) index = tarn_mib_node_list_index (self->object);
  g_autoptr(GPtrArray) values = tarn_mib_node_list_index_values (self->object, self->oid, NULL,
                                                                 NULL);

  for (guint i = 0; values != NULL && i < MIN (index->len, values->len); i++)
    if (tarn_mib_node_equal (index->pdata[i], companion))
      return tarn_value_ref (values->pdata[i]);

  return NULL;
}

/* What says which kind of address an InetAddress is (P-TCV-05): a part of the index, or
 * another assignment, or what the device holds; and what says the type if no module does. */
static void
find_beside (GArray        *assignments,
             CliAssignment *self)
{
  g_autoptr(TarnMibNode) companion = NULL;
  g_autoptr(TarnOid) oid = NULL;

  self->link = self;
  if (self->type != '=')
    return;
  if (self->object == NULL)
    {
      self->asked = tarn_oid_ref (self->oid);
      return;
    }

  companion = tarn_mib_node_get_companion (self->object);
  if (companion == NULL)
    return;
  self->beside = dup_index_value (self, companion);
  if (self->beside == NULL)
    oid = dup_neighbour (self, companion);
  if (oid == NULL)
    return;

  for (guint i = 0; i < assignments->len; i++)
    {
      CliAssignment *other = &g_array_index (assignments, CliAssignment, i);

      if (tarn_oid_equal (other->oid, oid))
        {
          self->link = other;
          return;
        }
    }

  self->asked = g_steal_pointer (&oid);
}

/* A single letter behind an OID is a type, if a value follows; so that a value of one letter
 * needs a type. */
static gboolean
parse_assignment (const CliCommand *command,
                  GPtrArray        *operands,
                  guint            *next,
                  CliAssignment    *self)
{
  g_autoptr(GError) error = NULL;
  const char *word = *next + 1 < operands->len ? operands->pdata[*next + 1] : NULL;
  gboolean has_type = word != NULL && strlen (word) == 1 && !g_ascii_isdigit (word[0]);

  if (word == NULL || (has_type && *next + 2 == operands->len))
    {
      cli_misused (command, "OID, type and value are needed; “%s” stands alone",
                   (const char *) operands->pdata[*next]);
      return FALSE;
    }

  self->oid = cli_parse_oid (operands->pdata[*next], &error);
  if (self->oid == NULL)
    {
      cli_misused (command, "%s", error->message);
      return FALSE;
    }

  self->object = find_object (self->oid);
  self->type = has_type ? word[0] : '=';
  self->text = operands->pdata[*next + 1 + has_type];
  *next += 2 + has_type;
  return TRUE;
}

GArray *
cli_parse_assignments (const CliCommand *command,
                       GPtrArray        *operands,
                       guint             first)
{
  g_autoptr(GArray) assignments = g_array_new (FALSE, TRUE, sizeof (CliAssignment));

  g_array_set_clear_func (assignments, assignment_clear);
  for (guint i = first; i < operands->len;)
    {
      g_array_set_size (assignments, assignments->len + 1);
      if (!parse_assignment (command, operands, &i,
                             &g_array_index (assignments, CliAssignment, assignments->len - 1)))
        return NULL;
    }

  for (guint i = 0; i < assignments->len; i++)
    find_beside (assignments, &g_array_index (assignments, CliAssignment, i));
  return g_steal_pointer (&assignments);
}

/* The letter of a type that a value has on the wire. */
static char
letter_of (TarnKind kind)
{
  switch ((guint) kind)
    {
    case TARN_KIND_INTEGER:
      return 'i';
    case TARN_KIND_OCTET_STRING:
      return 's';
    case TARN_KIND_OBJECT_ID:
      return 'o';
    case TARN_KIND_IP_ADDRESS:
      return 'a';
    case TARN_KIND_COUNTER32:
      return 'c';
    case TARN_KIND_GAUGE32:
    case TARN_KIND_UINTEGER32:
      return 'u';
    case TARN_KIND_TIME_TICKS:
      return 't';
    case TARN_KIND_COUNTER64:
      return 'C';
    default:
      return '=';
    }
}

/* With a letter that was typed, or that is known now. */
static gboolean
make_by_letter (CliAssignment  *self,
                char            letter,
                GError        **error)
{
  const char *charset = letter == 's' ? tarn_text_style_get_charset (cli_get_style (), self->oid)
                                      : NULL;
  g_autofree char *octets = NULL;
  gsize len;

  if (charset == NULL)
    {
      self->value = cli_make_value (letter, self->text, error);
      return self->value != NULL;
    }

  octets = g_convert (self->text, -1, charset, "UTF-8", NULL, &len, NULL);
  if (octets == NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "“%s” cannot be written in %s",
                   self->text, charset);
      return FALSE;
    }

  self->value = tarn_value_new_octets (TARN_KIND_OCTET_STRING, (const guint8 *) octets, len);
  return TRUE;
}

/* -Ih: the letter that says what the hint would, or '='. */
static char
letter_without_hint (const TarnMibNode *node)
{
  if (!cli_input_has ('h') || tarn_mib_node_get_hint (node) == NULL)
    return '=';

  return tarn_mib_node_get_base (node) == TARN_MIB_BASE_OCTETS ? 's'
         : tarn_mib_node_get_base (node) == TARN_MIB_BASE_INTEGER ? 'i' : 'u';
}

/* What the module does not allow is most likely a slip: not sent, unless it has to be. */
static gboolean
check_value (const CliAssignment *self,
             GError             **error)
{
  const char *charset = tarn_text_style_get_charset (cli_get_style (), self->oid);
  g_autoptr(GError) objection = NULL;

  if (self->object == NULL || cli_input_has ('r')
      || tarn_mib_node_check_value (self->object, self->value, self->beside, charset, &objection))
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s; -Ir sets it all the same",
               objection->message);
  return FALSE;
}

/* By the letter, or by what a module says: labels, hints, names. */
static gboolean
make_value (CliAssignment  *self,
            GError        **error)
{
  char letter = self->type != '=' ? self->type : letter_without_hint (self->object);

  if (letter != '=')
    return make_by_letter (self, letter, error) && check_value (self, error);

  self->value = tarn_mib_node_parse_value (self->object, self->text, self->beside,
                                           tarn_text_style_get_charset (cli_get_style (),
                                                                        self->oid), error);
  return self->value != NULL && check_value (self, error);
}

/* By the type of @last (nullable), what stands there now. */
static gboolean
make_by_last (CliAssignment    *self,
              const TarnValue  *last,
              GError          **error)
{
  char letter = last != NULL ? letter_of (tarn_value_get_kind (last)) : '=';

  if (letter != '=')
    return make_by_letter (self, letter, error);

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "no MIB module tells its type, nor does %s there: give a type, as in %s",
               last != NULL ? "the value" : "a value", "OID s VALUE");
  return FALSE;
}

/* FALSE after a complaint that names the OID. */
static gboolean
complain_of (const CliCommand    *command,
             const CliAssignment *self,
             const GError        *error)
{
  g_autofree char *name = cli_name_oid (self->oid);

  cli_misused (command, "%s: %s", name, error->message);
  return FALSE;
}

/* Those that another assignment tells of come behind all others. */
gboolean
cli_make_values (const CliCommand *command,
                 GArray           *assignments)
{
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < assignments->len; i++)
      {
        CliAssignment *self = &g_array_index (assignments, CliAssignment, i);
        g_autoptr(GError) error = NULL;

        if (self->asked != NULL || (self->link != self) != (round == 1))
          continue;
        if (self->link != self && self->link->value != NULL)
          self->beside = tarn_value_ref (self->link->value);
        if (!make_value (self, &error))
          return complain_of (command, self, error);
      }

  return TRUE;
}

gboolean
cli_make_asked_value (const CliCommand *command,
                      CliAssignment    *self,
                      TarnValue        *last)
{
  g_autoptr(GError) error = NULL;
  gboolean good;

  if (self->object == NULL)
    {
      good = make_by_last (self, last, &error);
    }
  else
    {
      self->beside = last != NULL ? tarn_value_ref (last) : NULL;
      good = make_value (self, &error);
    }

  return good || complain_of (command, self, error);
}

GPtrArray *
cli_list_asked (const GArray *assignments)
{
  GPtrArray *oids = g_ptr_array_new ();

  for (guint i = 0; i < assignments->len; i++)
    if (g_array_index (assignments, CliAssignment, i).asked != NULL)
      g_ptr_array_add (oids, g_array_index (assignments, CliAssignment, i).asked);

  return oids;
}

GPtrArray *
cli_make_varbinds (const GArray *assignments)
{
  GPtrArray *varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);

  for (guint i = 0; i < assignments->len; i++)
    {
      const CliAssignment *self = &g_array_index (assignments, CliAssignment, i);

      g_ptr_array_add (varbinds, tarn_varbind_new (self->oid, self->value));
    }

  return varbinds;
}
