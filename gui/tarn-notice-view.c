/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-notice-view.h"

#include <glib/gi18n.h>

/* A notification has a few; one that was made to have thousands is not to take seconds. */
#define MAX_ROWS 200

struct _TarnNoticeView
{
  GtkWidget   parent_instance;

  TarnNotice *notice;     /* nullable */

  GtkWidget  *box;
  GtkLabel   *head;
  GtkListBox *list;
  GtkLabel   *more;
};

static guint go_signal;

G_DEFINE_FINAL_TYPE (TarnNoticeView, tarn_notice_view, GTK_TYPE_WIDGET)

static void
activated_cb (TarnNoticeView *self,
              GtkListBoxRow  *row)
{
  GPtrArray *varbinds;
  int index = gtk_list_box_row_get_index (row);

  if (self->notice == NULL)
    return;

  varbinds = tarn_notification_get_varbinds (tarn_notice_get_notification (self->notice));
  if (index >= 0 && index < (int) varbinds->len)
    g_signal_emit (self, go_signal, 0, tarn_varbind_get_oid (varbinds->pdata[index]));
}

static void
tarn_notice_view_dispose (GObject *object)
{
  TarnNoticeView *self = TARN_NOTICE_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_NOTICE_VIEW);
  g_clear_object (&self->notice);

  G_OBJECT_CLASS (tarn_notice_view_parent_class)->dispose (object);
}

static void
tarn_notice_view_class_init (TarnNoticeViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_notice_view_dispose;

  go_signal = g_signal_new ("go", TARN_TYPE_NOTICE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                            G_TYPE_NONE, 1, TARN_TYPE_OID);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-notice-view.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnNoticeView, box);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticeView, head);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticeView, list);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticeView, more);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_notice_view_init (TarnNoticeView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
make_label (const char *text,
            gboolean    expands)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, expands);
  return label;
}

static GtkWidget *
make_row (TarnVarbind   *varbind,
          TarnTextStyle *style)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *name = tarn_text_style_dup_name (style, tarn_varbind_get_oid (varbind));
  g_autofree char *told = tarn_text_style_dup_value (style, varbind);
  g_autofree char *value = g_utf8_make_valid (told, -1);
  g_autofree char *line = g_strdup_printf ("%s = %s", name, value);
  GtkWidget *caption = make_label (name, FALSE);

  gtk_label_set_width_chars (GTK_LABEL (caption), 24);
  gtk_label_set_max_width_chars (GTK_LABEL (caption), 24);
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), make_label (value, TRUE));
  gtk_widget_add_css_class (box, "tarn-preference");
  gtk_widget_set_tooltip_text (row, line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, line, -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
fill (TarnNoticeView *self,
      TarnTextStyle  *style)
{
  GPtrArray *varbinds = tarn_notification_get_varbinds (tarn_notice_get_notification (self->notice));
  guint n = MIN (varbinds->len, MAX_ROWS);
  g_autofree char *more = NULL;

  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, make_row (varbinds->pdata[i], style));

  if (varbinds->len > n)
    more = g_strdup_printf (ngettext ("and %u more varbind", "and %u more varbinds",
                                      varbinds->len - n), varbinds->len - n);
  else if (n == 0)
    more = g_strdup (_("It has no varbinds."));
  gtk_label_set_label (self->more, more != NULL ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), more != NULL);
}

void
tarn_notice_view_show (TarnNoticeView *self,
                       TarnNotice     *notice,
                       TarnTextStyle  *style,
                       gboolean        with_community)
{
  g_autofree char *head = NULL;
  GtkWidget *row;

  g_return_if_fail (TARN_IS_NOTICE_VIEW (self));
  g_return_if_fail (style != NULL);

  g_set_object (&self->notice, notice);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  gtk_widget_set_visible (GTK_WIDGET (self->list), notice != NULL);
  if (notice == NULL)
    {
      gtk_label_set_label (self->head, _("Select a notification to see all of it"));
      gtk_widget_hide (GTK_WIDGET (self->more));
      return;
    }

  head = tarn_notice_dup_head (notice, style, with_community);
  gtk_label_set_label (self->head, head);
  fill (self, style);
}
