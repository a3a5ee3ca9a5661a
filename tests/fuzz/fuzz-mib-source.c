/* Any octets as a file of MIB modules: whatever is found lies within it, and what is written
 * for the parser is found again.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "mib/tarn-mib-source.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(TarnMibAliases) aliases = tarn_mib_aliases_new ();
  g_autoptr(TarnMibSource) source = tarn_mib_source_new (data, size, aliases);

  for (guint i = 0; i < source->modules->len; i++)
    {
      const TarnMibModuleText *module = source->modules->pdata[i];
      g_autoptr(TarnMibSource) again = NULL;

      g_assert_cmpuint (module->imports_start, <=, module->imports_end);
      g_assert_cmpuint (module->imports_end, <=, module->text->len);
      for (guint k = 0; k < module->definitions->len; k++)
        {
          const TarnMibDefinition *definition = module->definitions->pdata[k];

          g_assert_cmpuint (definition->start, <=, definition->end);
          g_assert_cmpuint (definition->end, <=, module->text->len);
          g_assert_true (g_utf8_validate (definition->name, -1, NULL));
        }

      again = tarn_mib_source_new ((const guint8 *) module->text->str, module->text->len, aliases);
      g_assert_cmpuint (again->modules->len, ==, 1);
      g_assert_cmpstr (((TarnMibModuleText *) again->modules->pdata[0])->name, ==,
                       module->parse_name);
    }

  return 0;
}
