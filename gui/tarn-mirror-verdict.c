/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mirror-verdict.h"

#include <glib/gi18n.h>

#include "tarn-ui.h"

/* More rows help nobody, and each is a widget. */
#define MAX_ROWS 100

struct _TarnMirrorVerdict
{
  GtkWidget   parent_instance;

  GtkWidget  *scroller;
  GtkWidget  *restarted;
  GtkWidget  *gaps_caption;
  GtkListBox *gaps;
  GtkWidget  *counts_caption;
  GtkListBox *counts;
  GtkWidget  *fine;
};

G_DEFINE_FINAL_TYPE (TarnMirrorVerdict, tarn_mirror_verdict, GTK_TYPE_WIDGET)

/* Where a row goes, dotted; absent: nowhere. */
#define OID_KEY "tarn-oid"

static void
row_activated_cb (TarnMirrorVerdict *self,
                  GtkListBoxRow     *row)
{
  const char *oid = g_object_get_data (G_OBJECT (row), OID_KEY);
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (oid == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "document.go", "s", oid);
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
tarn_mirror_verdict_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TARN_TYPE_MIRROR_VERDICT);

  G_OBJECT_CLASS (tarn_mirror_verdict_parent_class)->dispose (object);
}

static void
tarn_mirror_verdict_class_init (TarnMirrorVerdictClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_mirror_verdict_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-mirror-verdict.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorVerdict, scroller);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorVerdict, restarted);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorVerdict, gaps_caption);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorVerdict, gaps);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorVerdict, counts_caption);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorVerdict, counts);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorVerdict, fine);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_mirror_verdict_init (TarnMirrorVerdict *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

char *
tarn_mirror_name (TarnMib       *mib,
                  const TarnOid *oid)
{
  g_autofree char *text = NULL;

  if (mib != NULL)
    return tarn_mib_oid_to_text (mib, oid, TARN_MIB_NAME_SUFFIX);

  text = tarn_oid_to_string (oid);
  return g_strdup (text[0] == '.' ? text + 1 : text);
}

/* The end of a subtree is a name that no device has: the subtree is what people know. */
static TarnOid *
dup_ended (const TarnOid *before)
{
  gsize n;
  g_autofree guint32 *arcs = tarn_oid_get_arcs (before, &n);

  if (n < 4 || arcs[n - 1] != 0 || arcs[n - 2] != G_MAXINT32)
    return NULL;

  return tarn_oid_new_arcs (arcs, n - 2, NULL);
}

char *
tarn_mirror_gap_place (TarnMib       *mib,
                       const TarnGap *gap)
{
  g_autofree char *after = gap->after != NULL ? tarn_mirror_name (mib, gap->after) : NULL;
  g_autofree char *before = gap->before != NULL ? tarn_mirror_name (mib, gap->before) : NULL;
  g_autoptr(TarnOid) ended = gap->before != NULL ? dup_ended (gap->before) : NULL;

  if (after != NULL && ended != NULL)
    {
      g_autofree char *subtree = tarn_mirror_name (mib, ended);

      /* Translators: the first is an instance or a column, the second a subtree */
      return g_strdup_printf (_("From %s to the end of %s"), after, subtree);
    }
  if (after != NULL && before != NULL)
    return g_strdup_printf (_("Between %s and %s"), after, before);
  if (after != NULL)
    return g_strdup_printf (_("All behind %s"), after);
  if (before != NULL)
    return g_strdup_printf (_("All before %s"), before);
  return g_strdup (_("The whole device"));
}

char *
tarn_mirror_gap_reason (const TarnGap *gap)
{
  switch (gap->reason)
    {
    case TARN_GAP_NO_ANSWER:
      return g_strdup (_("The device did not answer"));
    case TARN_GAP_UNREACHABLE:
      return g_strdup (_("The network refused"));
    case TARN_GAP_NOT_INCREASING:
      return g_strdup (_("The device’s answers go round in circles"));
    case TARN_GAP_EMPTY_REPLY:
      return g_strdup (_("The device answers without a value"));
    case TARN_GAP_ERROR_STATUS:
      return g_strdup_printf (_("The device answers with the error %s"),
                              tarn_status_to_string (gap->status));
    case TARN_GAP_BAD_NAME:
      return g_strdup (_("The device answers with a name that cannot be asked for"));
    case TARN_GAP_LIMIT:
      return g_strdup (_("A limit was reached"));
    case TARN_GAP_CANCELLED:
      return g_strdup (_("Not read yet"));
    case TARN_GAP_DAMAGED:
      return g_strdup (_("The capture was damaged here"));
    case TARN_GAP_NONE:
    default:
      return g_strdup (_("For no known reason"));
    }
}

static void
clear_rows (GtkListBox *box)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (box, 0)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
}

/* @detail and @oid may be NULL. */
static void
add_row (GtkListBox    *box,
         const char    *title,
         const char    *detail,
         const TarnOid *oid)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *texts[] = { title, detail };

  for (guint i = 0; i < G_N_ELEMENTS (texts) && texts[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 45);
      if (i > 0)
        gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (lines), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), lines);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), oid != NULL);
  if (oid != NULL)
    g_object_set_data_full (G_OBJECT (row), OID_KEY, tarn_oid_to_string (oid), g_free);
  gtk_list_box_append (box, row);
}

static void
add_more (GtkListBox *box,
          guint       n)
{
  g_autofree char *text = NULL;

  if (n <= MAX_ROWS)
    return;

  text = g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_ROWS), n - MAX_ROWS);
  add_row (box, text, NULL, NULL);
}

void
tarn_mirror_verdict_show (TarnMirrorVerdict *self,
                          const GPtrArray   *gaps,
                          const GPtrArray   *counts,
                          gboolean           restarted,
                          TarnMib           *mib)
{
  guint n_gaps = gaps != NULL ? gaps->len : 0;
  guint n_counts = counts != NULL ? counts->len : 0;

  g_return_if_fail (TARN_IS_MIRROR_VERDICT (self));

  clear_rows (self->gaps);
  clear_rows (self->counts);
  for (guint i = 0; i < MIN (n_gaps, MAX_ROWS); i++)
    {
      const TarnGap *gap = g_ptr_array_index (gaps, i);
      g_autofree char *place = tarn_mirror_gap_place (mib, gap);
      g_autofree char *reason = tarn_mirror_gap_reason (gap);

      add_row (self->gaps, place, reason, gap->after != NULL ? gap->after : gap->before);
    }
  add_more (self->gaps, n_gaps);
  for (guint i = 0; i < MIN (n_counts, MAX_ROWS); i++)
    {
      const TarnAnomalyCount *count = g_ptr_array_index (counts, i);
      g_autofree char *code = tarn_anomalies_to_string (count->anomaly);
      g_autofree char *times = tarn_ui_format_count (count->count);
      g_autofree char *text = g_strdup_printf ("%s × %s", times, code);
      g_autofree char *name = count->oid != NULL ? tarn_mirror_name (mib, count->oid) : NULL;
      g_autofree char *first = name != NULL ? g_strdup_printf (_("First at %s"), name) : NULL;

      add_row (self->counts, text, first, count->oid);
    }

  gtk_widget_set_visible (self->restarted, restarted);
  gtk_widget_set_visible (self->gaps_caption, n_gaps > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->gaps), n_gaps > 0);
  gtk_widget_set_visible (self->counts_caption, n_counts > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), n_counts > 0);
  gtk_widget_set_visible (self->fine, n_gaps + n_counts == 0 && !restarted);
}
