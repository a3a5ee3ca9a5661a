/* tarn-mib-modules.h
 *
 * The modules of a TarnMib and what they define, as rows of lists.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <tarn.h>

G_BEGIN_DECLS

typedef enum
{
  TARN_MIB_MODULE_LOADED,
  TARN_MIB_MODULE_MENDED,     /* nothing is missing, but there are messages */
  TARN_MIB_MODULE_LOSSES,
  TARN_MIB_MODULE_SHADOWED,   /* another one of this name is used           */
  TARN_MIB_MODULE_REFUSED,
} TarnMibModuleState;

#define TARN_TYPE_MIB_MODULE (tarn_mib_module_get_type ())
G_DECLARE_FINAL_TYPE (TarnMibModule, tarn_mib_module, TARN, MIB_MODULE, GObject)

#define TARN_TYPE_MIB_DEFINITION (tarn_mib_definition_get_type ())
G_DECLARE_FINAL_TYPE (TarnMibDefinition, tarn_mib_definition, TARN, MIB_DEFINITION, GObject)

/* TarnMibModules by name; empty if @mib is NULL. */
GListStore         *tarn_mib_modules_new             (TarnMib              *mib);
const char         *tarn_mib_module_get_name         (TarnMibModule        *self);
TarnMibModuleState  tarn_mib_module_get_state        (TarnMibModule        *self);
/* What is found beside those of a TarnMib, and not used: GPtrArray of TarnMibUnused, which a
 * thread looks for. */
void                tarn_mib_modules_find_unused_async  (GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
GPtrArray          *tarn_mib_modules_find_unused_finish (GAsyncResult         *result,
                                                         GError              **error);
/* Adds rows for them where they belong. */
void                tarn_mib_modules_add_unused      (GListStore           *modules,
                                                      GPtrArray            *unused);
gboolean            tarn_mib_module_is_used          (TarnMibModule        *self);
/* NULL where the module does not say. */
const char         *tarn_mib_module_get_fact         (TarnMibModule        *self,
                                                      TarnMibModuleFact     fact);

/* What the modules define: the GListStore of TarnMibDefinitions, in the order of OIDs, of
 * each module by its name.  There are tens of thousands, so a thread looks for them. */
void                tarn_mib_definitions_load_async  (TarnMib              *mib,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
GHashTable         *tarn_mib_definitions_load_finish (GAsyncResult         *result,
                                                      GError              **error);
TarnMibNode        *tarn_mib_definition_get_node     (TarnMibDefinition    *self);
/* How far below the first of its module that is above it. */
guint               tarn_mib_definition_get_depth    (TarnMibDefinition    *self);

G_END_DECLS
