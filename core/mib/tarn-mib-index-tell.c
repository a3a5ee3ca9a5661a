/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-index.h"

/* An OID of which there are arcs; the first two need not be those of one (P-OID-07). */
static void
tell_oid (GString                   *out,
          const guint32             *arcs,
          guint                      n_arcs,
          const TarnMibValueContext *names)
{
  TarnName name;

  if (n_arcs > 1 && tarn_name_from_arcs (&name, arcs, n_arcs)
      && tarn_mib_value_append_name (out, tarn_name_span (&name), names))
    return;

  for (guint i = 0; i < n_arcs; i++)
    g_string_append_printf (out, i > 0 ? ".%u" : "%u", arcs[i]);
}

void
tarn_mib_index_tell (GString                   *out,
                     const TarnMibIndex        *self,
                     const TarnMibIndexPart    *parts,
                     guint                      part,
                     const guint32             *arcs,
                     const TarnMibValueContext *names,
                     TarnMibValueFlags          flags)
{
  const TarnMibIndexValue *value = &self->values[part];
  TarnMibValueContext context = *names;
  guint8 octets[TARN_NAME_MAX_ARCS];
  gint64 type;

  context.syntax = &parts[part].syntax;
  if (context.syntax->base == TARN_MIB_BASE_OBJECT_ID)
    tell_oid (out, arcs + value->first, value->n_arcs, names);
  else if (context.syntax->base < TARN_MIB_BASE_OCTETS)
    tarn_mib_value_tell_number (out, tarn_mib_index_get_number (self, parts, part, arcs),
                                &context, flags);
  else
    {
      type = tarn_mib_index_get_inet_type (self, parts, part, arcs);
      context.has_inet_type = type >= 0;
      context.inet_type = (guint32) MAX (type, 0);
      tarn_mib_value_tell_octets (out, tarn_mib_index_get_octets (self, part, arcs, octets),
                                  &context, flags);
    }
}
