/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-demo.h"

#include <glib/gi18n.h>
#include <tarn.h>

#include "tarn-program.h"

struct _TarnDemo
{
  GObject    parent_instance;

  TarnAgent *agent;
};

G_DEFINE_FINAL_TYPE (TarnDemo, tarn_demo, G_TYPE_OBJECT)

static void
tarn_demo_dispose (GObject *object)
{
  TarnDemo *self = TARN_DEMO (object);

  if (self->agent != NULL)
    tarn_agent_stop (self->agent);
  g_clear_object (&self->agent);

  G_OBJECT_CLASS (tarn_demo_parent_class)->dispose (object);
}

static void
tarn_demo_class_init (TarnDemoClass *class)
{
  G_OBJECT_CLASS (class)->dispose = tarn_demo_dispose;
}

static void
tarn_demo_init (TarnDemo *self)
{
}

static TarnStore *
read_switch (GError **error)
{
  g_autofree char *path = tarn_program_dup_data ("demo/switch.snmprec");
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(TarnImporter) importer = tarn_importer_new ();
  g_autoptr(TarnStore) store = TARN_STORE (tarn_memory_store_new ());
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, error);

  if (stream == NULL)
    {
      g_prefix_error (error, _("What the demo device tells is not installed: "));
      return NULL;
    }

  report = tarn_importer_run (importer, G_INPUT_STREAM (stream), store, NULL, error);
  return report != NULL ? g_steal_pointer (&store) : NULL;
}

static gboolean
begin (TarnDemo  *self,
       TarnStore *store,
       GError   **error)
{
  g_autoptr(GBytes) read = g_bytes_new_static ("public", 6);
  g_autoptr(GBytes) write = g_bytes_new_static ("private", 7);
  g_autoptr(TarnAddress) address = tarn_address_new ("127.0.0.1:0", 0, error);

  if (address == NULL)
    return FALSE;

  self->agent = tarn_agent_new (store);
  tarn_agent_set_read_community (self->agent, read);
  tarn_agent_set_write_community (self->agent, write);
  return tarn_agent_listen (self->agent, address, error);
}

TarnDemo *
tarn_demo_new (GError **error)
{
  g_autoptr(TarnDemo) self = g_object_new (TARN_TYPE_DEMO, NULL);
  g_autoptr(TarnStore) store = read_switch (error);

  if (store == NULL || !begin (self, store, error))
    return NULL;
  return g_steal_pointer (&self);
}

char *
tarn_demo_dup_address (TarnDemo *self)
{
  g_return_val_if_fail (TARN_IS_DEMO (self), NULL);

  return tarn_address_to_string (tarn_agent_get_addresses (self->agent)->pdata[0]);
}
