/* tarn-cli-serve-parts.c
 *
 * The parts of tarn serve, and what their options say.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-serve.h"

/* In the order of --help, and of what they do. */
static const CliServePart *const parts[] = {
  &cli_serve_who,
  &cli_serve_limits,
  &cli_serve_overlay,
  &cli_serve_answers,
  &cli_serve_mounts,
  &cli_serve_moves,
  &cli_serve_faults,
  &cli_serve_log,
  &cli_serve_notify,
};

struct _CliServeSaid
{
  gpointer blocks[G_N_ELEMENTS (parts)];
};

static GPtrArray **
get_list (gpointer         block,
          const CliOption *option)
{
  return option->kind == CLI_OPTION_LIST
         ? (GPtrArray **) ((guint8 *) block + GPOINTER_TO_SIZE (option->target))
         : NULL;
}

CliServeSaid *
cli_serve_said_new (const CliServeSaid *base)
{
  CliServeSaid *self = g_new0 (CliServeSaid, 1);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gconstpointer before = base != NULL ? base->blocks[i] : parts[i]->defaults;

      self->blocks[i] = before != NULL ? g_memdup2 (before, parts[i]->size)
                                       : g_malloc0 (parts[i]->size);
      for (const CliOption *option = parts[i]->options; option->name != NULL; option++)
        {
          GPtrArray **list = get_list (self->blocks[i], option);

          if (list != NULL)
            *list = *list != NULL ? g_ptr_array_copy (*list, NULL, NULL) : g_ptr_array_new ();
        }
    }

  return self;
}

void
cli_serve_said_free (CliServeSaid *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      for (const CliOption *option = parts[i]->options; option->name != NULL; option++)
        {
          GPtrArray **list = get_list (self->blocks[i], option);

          if (list != NULL)
            g_ptr_array_unref (*list);
        }
      g_free (self->blocks[i]);
    }

  g_free (self);
}

void
cli_serve_said_add_options (CliServeSaid *self,
                            gboolean      once,
                            GArray       *options)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const CliOption title = { "", NULL, CLI_OPTION_TITLE, NULL, NULL, parts[i]->title };

      if (parts[i]->once && !once)
        continue;

      g_array_append_val (options, title);
      for (const CliOption *option = parts[i]->options; option->name != NULL; option++)
        {
          CliOption placed = *option;

          placed.target = (guint8 *) self->blocks[i] + GPOINTER_TO_SIZE (option->target);
          g_array_append_val (options, placed);
        }
    }
}

gpointer
cli_serve_said_get (CliServeSaid       *self,
                    const CliServePart *part)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] == part)
      return self->blocks[i];

  g_return_val_if_reached (NULL);
}

gboolean
cli_serve_said_check (CliServeSaid  *self,
                      GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i]->check != NULL && !parts[i]->check (self->blocks[i], error))
      return FALSE;

  return TRUE;
}

gboolean
cli_serve_set_up (CliServeSaid    *self,
                  CliServeDevice  *device,
                  GError         **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i]->set_up != NULL && !parts[i]->set_up (self->blocks[i], device, error))
      return FALSE;

  return TRUE;
}

gboolean
cli_serve_open (CliServeSaid   *self,
                CliServeStore  *store,
                GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i]->open != NULL && !parts[i]->open (self->blocks[i], store, error))
      return FALSE;

  return TRUE;
}

gboolean
cli_serve_begin (CliServeSaid  *self,
                 GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i]->begin != NULL && !parts[i]->begin (self->blocks[i], error))
      return FALSE;

  return TRUE;
}

void
cli_serve_end (CliServeSaid *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i]->end != NULL)
      parts[i]->end (self->blocks[i]);
}
