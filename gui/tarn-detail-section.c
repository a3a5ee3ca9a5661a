/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-detail-section.h"

#include <glib/gi18n.h>

struct _TarnDetailSectionView
{
  GtkWidget          parent_instance;

  TarnDetailSection  section;
  GtkWidget         *box;        /* the only child                     */
  GtkGrid           *grid;
  GPtrArray         *captions;   /* of char *, of the rows of the grid */
};

G_DEFINE_FINAL_TYPE (TarnDetailSectionView, tarn_detail_section_view, GTK_TYPE_WIDGET)

static const char * const headings[] = {
  [TARN_DETAIL_VALUE] = N_("Value"),
  [TARN_DETAIL_INDEX] = N_("Index"),
  [TARN_DETAIL_ORIGIN] = N_("Origin"),
  [TARN_DETAIL_OBJECT] = N_("Object"),
  [TARN_DETAIL_LABELS] = N_("Possible Values"),
  [TARN_DETAIL_WORDS] = N_("Documentation"),
};

static void
tarn_detail_section_view_dispose (GObject *object)
{
  TarnDetailSectionView *self = TARN_DETAIL_SECTION_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->captions, g_ptr_array_unref);

  G_OBJECT_CLASS (tarn_detail_section_view_parent_class)->dispose (object);
}

static void
tarn_detail_section_view_class_init (TarnDetailSectionViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_detail_section_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tarn_detail_section_view_init (TarnDetailSectionView *self)
{
  self->captions = g_ptr_array_new_with_free_func (g_free);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_grid_set_column_spacing (self->grid, 12);
}

GtkWidget *
tarn_detail_section_view_new (TarnDetailSection section)
{
  TarnDetailSectionView *self = g_object_new (TARN_TYPE_DETAIL_SECTION_VIEW, NULL);
  GtkWidget *heading = gtk_label_new (_(headings[section]));

  self->section = section;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_top (self->box, 6);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  heading, NULL, -1);
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->grid));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  return GTK_WIDGET (self);
}

/* Marks are words and signs, not colour alone. */
static void
show_text (GtkLabel             *label,
           const TarnDetailFact *fact)
{
  g_autofree char *text = NULL;

  if (fact->manner & TARN_DETAIL_CURRENT)
    /* Translators: a name of an enumeration, the one that the value has */
    text = g_strdup_printf (_("✓ %s (now)"), fact->text);
  else if (fact->manner & TARN_DETAIL_WRONG)
    text = g_strdup_printf ("⚠ %s", fact->text);

  if (g_strcmp0 (gtk_label_get_label (label), text != NULL ? text : fact->text) != 0)
    gtk_label_set_label (label, text != NULL ? text : fact->text);
  if (fact->manner & TARN_DETAIL_CURRENT)
    gtk_widget_add_css_class (GTK_WIDGET (label), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "heading");
}

static void
add_row (TarnDetailSectionView *self,
         int                    row,
         const TarnDetailFact  *fact)
{
  GtkWidget *caption = gtk_label_new (fact->caption);
  GtkWidget *text = gtk_label_new (NULL);
  gboolean is_long = self->section == TARN_DETAIL_WORDS;

  gtk_label_set_xalign (GTK_LABEL (caption), is_long ? 0 : 1);
  gtk_label_set_yalign (GTK_LABEL (caption), 0);
  gtk_label_set_wrap (GTK_LABEL (caption), TRUE);
  gtk_widget_set_valign (caption, GTK_ALIGN_START);
  gtk_widget_add_css_class (caption, "dim-label");

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (text, TRUE);
  if (fact->manner & TARN_DETAIL_FIXED)
    gtk_widget_add_css_class (text, "monospace");
  if (fact->manner & TARN_DETAIL_WRONG)
    gtk_widget_add_css_class (text, "warning");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  caption, NULL, -1);
  show_text (GTK_LABEL (text), fact);

  /* Long words want the whole width. */
  gtk_grid_attach (self->grid, caption, 0, is_long ? 2 * row : row, 1, 1);
  gtk_grid_attach (self->grid, text, is_long ? 0 : 1, is_long ? 2 * row + 1 : row, 1, 1);
  g_ptr_array_add (self->captions, g_strdup (fact->caption));
}

static void
clear (TarnDetailSectionView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_ptr_array_set_size (self->captions, 0);
}

static gboolean
has_captions (TarnDetailSectionView *self,
              GPtrArray             *facts)
{
  if (facts->len != self->captions->len)
    return FALSE;
  for (guint i = 0; i < facts->len; i++)
    if (g_strcmp0 (((TarnDetailFact *) facts->pdata[i])->caption, self->captions->pdata[i]) != 0)
      return FALSE;

  return TRUE;
}

/* GTK 4.8 may have asked how the grid wants to be measured while that was empty, and believes
 * for ever that its height does not depend on its width: then wrapped words lie on what is
 * below.  Only a widget that was measured forgets, when it is to be measured again. */
static void
forget_sizes (TarnDetailSectionView *self)
{
  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_queue_resize (GTK_WIDGET (self->grid));
}

void
tarn_detail_section_view_show (TarnDetailSectionView *self,
                               const TarnDetail      *detail)
{
  g_autoptr(GPtrArray) facts = g_ptr_array_new ();
  gboolean is_long = self->section == TARN_DETAIL_WORDS;

  for (guint i = 0; detail != NULL && i < detail->facts->len; i++)
    {
      TarnDetailFact *fact = detail->facts->pdata[i];

      if (fact->section == self->section)
        g_ptr_array_add (facts, fact);
    }

  if (has_captions (self, facts))
    for (guint i = 0; i < facts->len; i++)
      show_text (GTK_LABEL (gtk_grid_get_child_at (self->grid, is_long ? 0 : 1,
                                                   (int) (is_long ? 2 * i + 1 : i))),
                 facts->pdata[i]);
  else
    {
      clear (self);
      for (guint i = 0; i < facts->len; i++)
        add_row (self, (int) i, facts->pdata[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), facts->len > 0);
  forget_sizes (self);
}
