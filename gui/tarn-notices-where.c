/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-notices-where.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tarn-connect-target.h"

#define GROUP "Notifications"

struct _TarnNoticesWhere
{
  GtkPopover   parent_instance;

  TarnState   *state;      /* nullable */

  GtkEditable *address;
  GtkEditable *senders;
  GtkEditable *community;
  GtkLabel    *note;
  GtkWidget   *listen;
};

static guint listen_signal;

G_DEFINE_FINAL_TYPE (TarnNoticesWhere, tarn_notices_where, GTK_TYPE_POPOVER)

static gboolean
is_loopback (TarnAddress *address)
{
  const char *host = tarn_address_get_host (address);

  return g_str_has_prefix (host, "127.") || strcmp (host, "::1") == 0
         || strcmp (host, "localhost") == 0;
}

static gboolean
add_senders (TarnNotificationFilter  *filter,
             const char              *text,
             GError                 **error)
{
  g_auto(GStrv) senders = g_strsplit_set (text, " ,;", -1);

  for (guint i = 0; senders[i] != NULL; i++)
    if (senders[i][0] != '\0'
        && !tarn_notification_filter_add_sender (filter, senders[i], error))
      return FALSE;

  return TRUE;
}

gboolean
tarn_notices_where_get (TarnNoticesWhere        *self,
                        TarnAddress            **address,
                        TarnNotificationFilter **filter,
                        GError                 **error)
{
  g_autofree char *where = NULL;
  g_autofree char *senders = NULL;
  g_autoptr(GBytes) community = NULL;
  g_autoptr(TarnAddress) parsed = NULL;
  g_autoptr(TarnNotificationFilter) made = NULL;

  g_return_val_if_fail (TARN_IS_NOTICES_WHERE (self), FALSE);

  where = g_strstrip (g_strdup (gtk_editable_get_text (self->address)));
  senders = g_strstrip (g_strdup (gtk_editable_get_text (self->senders)));
  community = tarn_community_parse (gtk_editable_get_text (self->community), NULL);
  if (community == NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   _("Behind 0x, two hex digits for each octet of the community"));
      return FALSE;
    }
  if (where[0] != '\0')
    {
      parsed = tarn_address_new (where, TARN_PORT_NOTIFICATION, error);
      if (parsed == NULL)
        return FALSE;
    }
  if (senders[0] != '\0' || g_bytes_get_size (community) > 0)
    {
      made = tarn_notification_filter_new ();
      if (!add_senders (made, senders, error))
        return FALSE;
      if (g_bytes_get_size (community) > 0)
        tarn_notification_filter_add_community (made, community);
    }

  *address = g_steal_pointer (&parsed);
  *filter = g_steal_pointer (&made);
  return TRUE;
}

static void
changed_cb (TarnNoticesWhere *self)
{
  g_autoptr(TarnAddress) address = NULL;
  g_autoptr(TarnNotificationFilter) filter = NULL;
  g_autoptr(GError) error = NULL;
  gboolean ok = tarn_notices_where_get (self, &address, &filter, &error);
  const char *note = "";

  if (!ok)
    note = error->message;
  else if (address != NULL && !is_loopback (address) && filter == NULL)
    note = _("That is open to other computers, and whoever sends is believed: say above who may.");
  else if (address != NULL && !is_loopback (address))
    note = _("That is open to other computers.");

  gtk_label_set_label (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), note[0] != '\0');
  gtk_widget_set_sensitive (self->listen, ok);
  if (ok)
    gtk_widget_remove_css_class (GTK_WIDGET (self->note), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->note), "error");
}

static void
keep (TarnNoticesWhere *self,
      const char       *key,
      GtkEditable      *entry)
{
  const char *text = gtk_editable_get_text (entry);

  tarn_state_set (self->state, GROUP, key, text[0] != '\0' ? g_variant_new_string (text) : NULL);
}

static void
clicked_cb (TarnNoticesWhere *self)
{
  if (self->state != NULL)
    {
      keep (self, "address", self->address);
      keep (self, "senders", self->senders);
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, listen_signal, 0);
}

static void
tarn_notices_where_dispose (GObject *object)
{
  TarnNoticesWhere *self = TARN_NOTICES_WHERE (object);

  g_clear_object (&self->state);

  G_OBJECT_CLASS (tarn_notices_where_parent_class)->dispose (object);
}

static void
tarn_notices_where_class_init (TarnNoticesWhereClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_notices_where_dispose;

  listen_signal = g_signal_new ("listen", TARN_TYPE_NOTICES_WHERE, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-notices-where.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWhere, address);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWhere, senders);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWhere, community);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWhere, note);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWhere, listen);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
tarn_notices_where_init (TarnNoticesWhere *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_popover_set_default_widget (GTK_POPOVER (self), self->listen);
  changed_cb (self);
}

static void
recall (TarnNoticesWhere *self,
        const char       *key,
        GtkEditable      *entry)
{
  g_autoptr(GVariant) text = tarn_state_dup (self->state, GROUP, key, "s");

  if (text != NULL)
    gtk_editable_set_text (entry, g_variant_get_string (text, NULL));
}

void
tarn_notices_where_set_state (TarnNoticesWhere *self,
                              TarnState        *state)
{
  g_return_if_fail (TARN_IS_NOTICES_WHERE (self));
  g_return_if_fail (TARN_IS_STATE (state));

  g_set_object (&self->state, state);
  recall (self, "address", self->address);
  recall (self, "senders", self->senders);
}
