/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-source-private.h"

#include <string.h>

#include "mib/tarn-mib-words.h"

#define MAX_ARCS   112    /* RFC 2578 §3.5 has 128; those of a parent elsewhere are not counted */
#define MAX_TYPES  48     /* types on types */
#define MAX_ROWS   16     /* rows that augment each other in a circle */

/* What was found out about a definition, by its place. */
typedef struct
{
  GHashTable *places;     /* name -> place + 1; types apart from what has an OID */
  GHashTable *type_places;
  guint8     *state;      /* 0: not seen, 1: on the way to it, 2: done           */
  guint      *depth;
  GArray     *order;      /* of pieces, in which they are written                */
} Links;

static TarnMibPiece *
get_piece (TarnMibDraft *self,
           guint         i)
{
  return &g_array_index (self->pieces, TarnMibPiece, i);
}

static gboolean
is_type (const TarnMibDefinition *definition)
{
  return definition->defines == TARN_MIB_DEFINES_TYPE;
}

static gboolean
is_identity (const TarnMibPiece *piece)
{
  return piece->macro != NULL && strcmp (piece->macro, "MODULE-IDENTITY") == 0;
}

/* "a ::= { iso org(3) b(9) }": a parser takes b for what stands there, and then a for a
 * second name that comes too late.  Only the number is written. */
static void
drop_own_label (TarnMibDraft *self,
                TarnMibPiece *piece,
                guint         first)
{
  guint close = piece->end - 2;

  if (piece->end < first + 6 || !tarn_mib_draft_is (self, close, ")")
      || !tarn_mib_draft_is (self, close - 2, "(")
      || tarn_mib_draft_token (self, close - 1)->kind != TARN_MIB_TOKEN_NUMBER)
    return;
  tarn_mib_draft_token (self, close - 3)->instead = "";
  tarn_mib_draft_token (self, close - 2)->instead = "";
  tarn_mib_draft_token (self, close)->instead = "";
}

/* From token @i to the brace that closes, as a parser is given them; commas have no place. */
static void
append_arcs (TarnMibDraft *self,
             TarnMibPiece *piece,
             guint         i,
             GString      *arcs)
{
  for (; i < piece->end && !tarn_mib_draft_is (self, i, "}"); i++)
    {
      const TarnMibToken *token = tarn_mib_draft_token (self, i);

      if (tarn_mib_draft_is (self, i, ","))
        continue;
      if (arcs->len > 0)
        g_string_append_c (arcs, ' ');
      if (token->instead != NULL)
        g_string_append (arcs, token->instead);
      else
        g_string_append_len (arcs, self->text + token->start, token->len);
    }
}

/* The OID that RFC 3584 §3.1 gives a trap of SMIv1: below 0 of its enterprise. @i: its value.
 * A name of another module, "FOO-MIB.foo", is none that is known here. */
static void
note_trap (TarnMibDraft *self,
           TarnMibPiece *piece,
           guint         enterprise,
           guint         i)
{
  const TarnMibToken *number = tarn_mib_draft_token (self, i);
  GString *arcs = g_string_new (NULL);

  if (tarn_mib_draft_is (self, enterprise, "{"))
    append_arcs (self, piece, enterprise + 1, arcs);
  else
    g_string_append (arcs, piece->definition->parent);
  if (number->kind == TARN_MIB_TOKEN_NUMBER && self->text[number->start] != '-'
      && !tarn_mib_draft_is (self, enterprise + 1, "."))
    {
      g_string_append_printf (arcs, " 0 %s", tarn_mib_draft_get_text (self, i));
      piece->definition->value = g_strdup (arcs->str);
    }
  g_string_free (arcs, TRUE);
}

/* Written as a number: nobody has to know it. */
static gboolean
is_root (TarnMibDraft *self,
         guint         i)
{
  const char *instead = tarn_mib_draft_token (self, i)->instead;

  return instead != NULL && g_ascii_isdigit (instead[0]);
}

static void
note_oid (TarnMibDraft *self,
          TarnMibPiece *piece)
{
  guint i = piece->body - (piece->macro == NULL), enterprise = 0;

  for (; i < piece->end && !tarn_mib_draft_is (self, i, "::="); i++)
    if (tarn_mib_draft_is (self, i, "ENTERPRISE")
        && piece->definition->defines == TARN_MIB_DEFINES_TRAP)
      {
        enterprise = i + 1;
        if (tarn_mib_draft_is (self, enterprise, "{"))
          i++;
        if (piece->definition->parent == NULL && tarn_mib_draft_is_name (self, i + 1))
          piece->definition->parent = g_strdup (tarn_mib_draft_get_text (self, i + 1));
      }
  if (!tarn_mib_draft_is (self, i + 1, "{"))
    {
      if (piece->definition->parent != NULL)
        note_trap (self, piece, enterprise, i + 1);
      return;
    }

  if (tarn_mib_draft_is_name (self, i + 2) && !is_root (self, i + 2))
    {
      g_free (piece->definition->parent);
      piece->definition->parent = g_strdup (tarn_mib_draft_get_text (self, i + 2));
    }
  drop_own_label (self, piece, i + 2);
  if (piece->end > i + 3)
    {
      GString *arcs = g_string_new (NULL);

      append_arcs (self, piece, i + 2, arcs);
      piece->definition->value = g_string_free (arcs, FALSE);
    }
  for (i += 2; i < piece->end; i++)
    piece->definition->n_arcs += !tarn_mib_draft_is (self, i + 1, "(")
                                 && (tarn_mib_draft_token (self, i)->kind
                                     == TARN_MIB_TOKEN_NUMBER);
}

/* The first word behind SYNTAX, or of what is assigned to a type. */
static void
note_type (TarnMibDraft *self,
           TarnMibPiece *piece)
{
  guint i = piece->body;
  const TarnMibToken *token;

  if (piece->macro != NULL || tarn_mib_draft_is (self, i, "TEXTUAL-CONVENTION"))
    {
      while (i < piece->end && !tarn_mib_draft_is (self, i, "SYNTAX"))
        i++;
      i++;
    }

  token = tarn_mib_draft_token (self, i);
  if (i < piece->end && token->kind == TARN_MIB_TOKEN_UPPER)
    piece->definition->type = g_strdup (token->instead != NULL
                                        ? token->instead : tarn_mib_draft_get_text (self, i));
}

static void
lose (TarnMibDraft *self,
      TarnMibPiece *piece,
      const char   *why)
{
  piece->definition->is_cut = TRUE;
  tarn_mib_draft_remark (self, TARN_MIB_REMARK_LOST, piece->first, "%.80s: %s",
                         piece->definition->name, why);
}

static guint
find (GHashTable *places,
      const char *name)
{
  return name != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (places, name)) : 0;
}

/* Follows what @i is made of, up to where it is known: iteratively, a chain may be long. */
static void
follow (TarnMibDraft *self,
        Links        *links,
        guint         i,
        GHashTable   *places,
        gboolean      types)
{
  g_autoptr(GArray) chain = g_array_new (FALSE, FALSE, sizeof (guint));
  guint limit = types ? MAX_TYPES : MAX_ARCS;
  guint depth = 0, step;

  while (links->state[i] == 0)
    {
      const TarnMibDefinition *definition = get_piece (self, i)->definition;
      guint next = find (places, types ? definition->type : definition->parent);

      links->state[i] = 1;
      g_array_append_val (chain, i);
      if (next == 0)
        break;
      i = next - 1;
    }

  if (links->state[i] == 2)
    depth = links->depth[i];
  else if (chain->len == 0 || g_array_index (chain, guint, chain->len - 1) != i
           || find (places, types ? get_piece (self, i)->definition->type
                                  : get_piece (self, i)->definition->parent) != 0)
    depth = G_MAXUINT;      /* it came back to where it was: a circle */

  for (guint k = chain->len; k-- > 0; )
    {
      guint at = g_array_index (chain, guint, k);
      TarnMibPiece *piece = get_piece (self, at);

      step = types ? 1 : MAX (piece->definition->n_arcs, 1);
      if (depth != G_MAXUINT)
        depth += step;
      links->state[at] = 2;
      links->depth[at] = depth;
      if (piece->definition->is_cut)
        continue;
      if (depth == G_MAXUINT)
        lose (self, piece, "it is defined by itself, in a circle");
      else if (depth > limit + step)
        piece->definition->is_cut = TRUE;      /* below one of which it is said */
      else if (depth > limit)
        lose (self, piece, types ? "too many types are made one of the other"
                                 : "an OID has at most 128 numbers");
      if (types && !piece->definition->is_cut)
        g_array_append_val (links->order, *piece);
    }
}

/* The row that @piece augments, as the place of its piece + 1; 0: none of this module. */
static guint
find_augmented (TarnMibDraft *self,
                Links        *links,
                TarnMibPiece *piece)
{
  for (guint i = piece->body; piece->macro != NULL && i + 2 < piece->end; i++)
    if (tarn_mib_draft_is (self, i, "AUGMENTS") && tarn_mib_draft_is (self, i + 1, "{"))
      return find (links->places, tarn_mib_draft_get_text (self, i + 2));
  return 0;
}

/* Rows that augment each other: nobody says what their index is. */
static void
remark_circles (TarnMibDraft *self,
                Links        *links)
{
  guint n = self->pieces->len;
  g_autofree guint *augmented = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    augmented[i] = find_augmented (self, links, get_piece (self, i));
  for (guint i = 0; i < n; i++)
    {
      guint at = augmented[i], steps = 0;

      while (at != 0 && at != i + 1 && steps++ < MAX_ROWS)
        at = augmented[at - 1];
      if (at != i + 1)
        continue;
      get_piece (self, i)->definition->is_incomplete = TRUE;
      tarn_mib_draft_remark (self, TARN_MIB_REMARK_LOST, get_piece (self, i)->first,
                             "%.80s: it augments itself, in a circle: its index is not known",
                             get_piece (self, i)->definition->name);
    }
}

void
tarn_mib_draft_link (TarnMibDraft *self)
{
  guint n = self->pieces->len;
  Links links = {
    g_hash_table_new (g_str_hash, g_str_equal), g_hash_table_new (g_str_hash, g_str_equal),
    g_new0 (guint8, n + 1), g_new0 (guint, n + 1),
    g_array_sized_new (FALSE, FALSE, sizeof (TarnMibPiece), n),
  };

  for (guint i = 0; i < n; i++)
    {
      TarnMibPiece *piece = get_piece (self, i);

      if (piece->definition->defines == TARN_MIB_DEFINES_MACRO)
        continue;
      if (is_type (piece->definition) || piece->macro != NULL)
        note_type (self, piece);
      if (piece->definition->defines == TARN_MIB_DEFINES_OBJECT
          || piece->definition->defines == TARN_MIB_DEFINES_TRAP)
        note_oid (self, piece);
      if (piece->definition->defines != TARN_MIB_DEFINES_TRAP)
        g_hash_table_insert (is_type (piece->definition) ? links.type_places : links.places,
                             piece->definition->name, GUINT_TO_POINTER (i + 1));
    }

  remark_circles (self, &links);
  for (guint i = 0; i < n; i++)
    if (is_identity (get_piece (self, i)))
      g_array_append_val (links.order, *get_piece (self, i));
  for (guint i = 0; i < n; i++)
    if (is_type (get_piece (self, i)->definition))
      follow (self, &links, i, links.type_places, TRUE);
  for (guint i = 0; i < n; i++)
    {
      const TarnMibPiece *piece = get_piece (self, i);

      if (is_type (piece->definition))
        continue;
      if (piece->definition->defines == TARN_MIB_DEFINES_OBJECT)
        follow (self, &links, i, links.places, FALSE);
      if (!is_identity (piece))
        g_array_append_val (links.order, *piece);
    }

  g_hash_table_unref (links.places);
  g_hash_table_unref (links.type_places);
  g_free (links.state);
  g_free (links.depth);
  g_array_unref (self->pieces);
  self->pieces = links.order;
}
