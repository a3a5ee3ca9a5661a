/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-twin-status-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tarn-ui.h"

/* Peers that are named; the rest is counted. */
#define MAX_PEERS 3

struct _TarnTwinStatus
{
  GtkWidget      parent_instance;

  TarnTwin      *twin;        /* nullable */
  TarnMib       *mib;         /* nullable */
  GtkStringList *texts;       /* a line for each recent request */

  GtkWidget     *box;
  GtkLabel      *address;
  GtkLabel      *since;
  GtkLabel      *line;
  GtkWidget     *devices_box;
  GtkLabel      *devices;
  GtkLabel      *counts;
  GtkLabel      *peers;
  GtkListView   *recent;
};

enum
{
  RESTART,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnTwinStatus, tarn_twin_status, GTK_TYPE_WIDGET)

static void
copy_cb (TarnTwinStatus *self)
{
  tarn_ui_copy (GTK_WIDGET (self), gtk_label_get_label (self->line));
}

static void
stop_cb (TarnTwinStatus *self)
{
  if (self->twin != NULL)
    tarn_twin_stop (self->twin);
}

static void
restart_cb (TarnTwinStatus *self)
{
  g_signal_emit (self, signals[RESTART], 0);
}

static char *
describe_request (TarnTwinStatus         *self,
                  const TarnAgentRequest *request)
{
  g_autoptr(GDateTime) time =
    g_date_time_new_from_unix_local (request->time_us / G_USEC_PER_SEC);
  g_autofree char *clock = time != NULL ? g_date_time_format (time, "%X") : g_strdup ("");
  g_autofree char *name = NULL;
  g_autofree char *error = NULL;

  if (request->oid != NULL)
    name = self->mib != NULL
             ? tarn_mib_oid_to_text (self->mib, request->oid, TARN_MIB_NAME_SUFFIX)
             : tarn_oid_to_string (request->oid);
  if (request->error_status != 0)
    error = g_strdup_printf (_("error %d"), request->error_status);

  /* Translators: time, who asks, what kind of request, name, and what was wrong */
  return g_strdup_printf (_("%s  %s  %s %s  %s"), clock, request->peer,
                          request->operation != NULL ? request->operation : _("not SNMP"),
                          name != NULL ? name : "",
                          !request->answered ? _("no answer") : error != NULL ? error : "");
}

static void
show_peers (TarnTwinStatus        *self,
            const TarnAgentStatus *status)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (status->peers->len, MAX_PEERS); i++)
    {
      const TarnAgentPeer *peer = status->peers->pdata[i];
      g_autofree char *count = tarn_ui_format_count (peer->n_requests);

      /* Translators: an address, and how many requests came from there */
      g_string_append_printf (text, _("%s (%s)"), peer->address, count);
      if (i + 1 < MIN (status->peers->len, MAX_PEERS))
        g_string_append (text, _(", "));
    }
  if (status->peers->len > MAX_PEERS)
    g_string_append_printf (text, ngettext (" and %u more", " and %u more",
                                            status->peers->len - MAX_PEERS),
                            status->peers->len - MAX_PEERS);
  gtk_label_set_label (self->peers, status->peers->len > 0 ? text->str
                                                            : _("Nobody has asked yet"));
}

/* Of several captures, a line for each. */
static void
show_devices (TarnTwinStatus *self)
{
  GPtrArray *devices = tarn_twin_get_devices (self->twin);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < devices->len; i++)
    {
      const TarnTwinDevice *device = devices->pdata[i];
      g_autofree char *count = tarn_ui_format_count (device->n_requests);

      if (i > 0)
        g_string_append_c (text, '\n');
      if (device->by_name)
        /* Translators: a capture, how to ask for it, and how many requests came */
        g_string_append_printf (text, _("%s: %s, community %s (%s)"), device->name,
                                device->address, device->name, count);
      else
        g_string_append_printf (text, _("%s: %s (%s)"), device->name, device->address, count);
    }
  gtk_label_set_label (self->devices, text->str);
  gtk_widget_set_visible (self->devices_box, devices->len > 0);
}

static void
show_status (TarnTwinStatus *self)
{
  const TarnAgentStatus *status = tarn_twin_get_status (self->twin);
  g_autofree char *requests = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *text = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->texts));

  if (status == NULL)
    return;

  requests = tarn_ui_format_count (status->n_requests);
  rate = tarn_ui_format_count ((guint64) (tarn_twin_get_rate (self->twin) + 0.5));
  text = g_strdup_printf (_("%s requests, %s per second; refused %llu, set %llu"),
                          requests, rate, (unsigned long long) status->n_refused,
                          (unsigned long long) status->n_writes);
  gtk_label_set_label (self->counts, text);
  show_devices (self);
  show_peers (self, status);

  gtk_string_list_splice (self->texts, 0, n, NULL);
  for (guint i = 0; i < status->recent->len; i++)
    gtk_string_list_take (self->texts, describe_request (self, status->recent->pdata[i]));
}

static void
told_cb (TarnTwinStatus *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_status (self);
}

static void
mapped_cb (TarnTwinStatus *self)
{
  if (self->twin != NULL)
    show_status (self);
}

static void
set_up_cb (GtkListItemFactory *factory,
           GtkListItem        *item)
{
  GtkWidget *label = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (label), 40);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), text);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), text);
}

static void
tarn_twin_status_dispose (GObject *object)
{
  TarnTwinStatus *self = TARN_TWIN_STATUS (object);

  tarn_twin_status_show (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_TWIN_STATUS);
  g_clear_object (&self->texts);

  G_OBJECT_CLASS (tarn_twin_status_parent_class)->dispose (object);
}

static void
tarn_twin_status_class_init (TarnTwinStatusClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_twin_status_dispose;

  signals[RESTART] = g_signal_new ("restart", TARN_TYPE_TWIN_STATUS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-twin-status-view.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnTwinStatus, box);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinStatus, address);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinStatus, since);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinStatus, line);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinStatus, devices_box);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinStatus, devices);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinStatus, counts);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinStatus, peers);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinStatus, recent);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, restart_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_twin_status_init (TarnTwinStatus *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->texts = gtk_string_list_new (NULL);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->texts)));
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->recent, factory);
  gtk_list_view_set_model (self->recent, GTK_SELECTION_MODEL (selection));
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
}

/* What net-snmp wants of an address of IPv6. */
static char *
make_line (const char *address)
{
  /* The community is for the person to fill in where it is not the usual one: secrets are
   * not kept on screens. */
  return g_strdup_printf ("snmpbulkwalk -v 2c -c public %s%s .1",
                          address[0] == '[' ? "udp6:" : "", address);
}

void
tarn_twin_status_show (TarnTwinStatus *self,
                       TarnTwin       *twin,
                       TarnMib        *mib)
{
  g_autofree char *when = NULL;
  g_autofree char *since = NULL;
  g_autofree char *line = NULL;

  g_return_if_fail (TARN_IS_TWIN_STATUS (self));

  if (self->twin != NULL)
    g_signal_handlers_disconnect_by_func (self->twin, told_cb, self);
  g_set_object (&self->mib, mib);
  g_set_object (&self->twin, twin);
  if (twin == NULL)
    return;

  g_signal_connect_swapped (twin, "told", G_CALLBACK (told_cb), self);
  when = tarn_ui_format_age (tarn_twin_get_started (twin));
  since = g_strdup_printf (tarn_twin_is_writable (twin)
                             ? _("Started %s; managers may set values")
                             : _("Started %s; read only"), when);
  line = make_line (tarn_twin_get_address (twin));
  gtk_label_set_label (self->address, tarn_twin_get_address (twin));
  gtk_label_set_label (self->since, since);
  gtk_label_set_label (self->line, line);
  show_status (self);
}
