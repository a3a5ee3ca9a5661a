/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-intervals-view.h"

#include <glib/gi18n.h>

#include "tarn-mirror-picture.h"

#define HEIGHT  16
#define RADIUS  4
/* What is not covered is at least so wide, unless there is too much of it. */
#define LEAST   6.0f
/* Of the stripes. */
#define PERIOD  6.0f

struct _TarnIntervalsView
{
  GtkWidget  parent_instance;

  GArray    *stretches;   /* of TarnMirrorStretch; NULL: nothing is known */
  char      *told;        /* what assistive technology was told           */
};

G_DEFINE_FINAL_TYPE (TarnIntervalsView, tarn_intervals_view, GTK_TYPE_WIDGET)

float *
tarn_intervals_view_layout (const GArray *stretches,
                            float         width)
{
  float *widths = g_new0 (float, stretches->len + 1);
  guint64 n_rows = 0;
  guint n_marks = 0;
  float least;
  float rest;

  for (guint i = 0; i < stretches->len; i++)
    {
      const TarnMirrorStretch *stretch = &g_array_index (stretches, TarnMirrorStretch, i);

      n_rows += stretch->n_rows;
      n_marks += stretch->part != TARN_MIRROR_COVERED;
    }

  least = n_marks == 0 ? 0 : MIN (LEAST, (n_rows > 0 ? width / 2 : width) / (float) n_marks);
  if (n_rows == 0 && n_marks > 0)
    least = width / (float) n_marks;
  rest = width - least * (float) n_marks;
  for (guint i = 0; i < stretches->len; i++)
    {
      const TarnMirrorStretch *stretch = &g_array_index (stretches, TarnMirrorStretch, i);

      if (n_rows > 0)
        widths[i] = rest * (float) ((double) stretch->n_rows / (double) n_rows);
      if (stretch->part != TARN_MIRROR_COVERED)
        widths[i] += least;
    }

  return widths;
}

static GdkRGBA
view_get_color (TarnIntervalsView *self,
                const char        *name,
                float              alpha)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA color;

  if (name == NULL || !gtk_style_context_lookup_color (context, name, &color))
    gtk_style_context_get_color (context, &color);
  color.alpha *= alpha;

  return color;
}

static void
append_stripes (GtkSnapshot           *snapshot,
                const graphene_rect_t *area,
                const GdkRGBA         *color,
                gboolean               falling)
{
  const GdkRGBA none = { color->red, color->green, color->blue, 0 };
  const GskColorStop stops[] = {
    { 0, *color }, { 0.5f, *color }, { 0.5f, none }, { 1, none },
  };
  graphene_point_t from = GRAPHENE_POINT_INIT (0, 0);
  graphene_point_t to = GRAPHENE_POINT_INIT (PERIOD, falling ? PERIOD : -PERIOD);

  gtk_snapshot_append_repeating_linear_gradient (snapshot, area, &from, &to, stops,
                                                 G_N_ELEMENTS (stops));
}

static void
view_append (TarnIntervalsView     *self,
             GtkSnapshot           *snapshot,
             const graphene_rect_t *area,
             TarnMirrorPart         part)
{
  GdkRGBA color;

  switch (part)
    {
    case TARN_MIRROR_COVERED:
      color = view_get_color (self, "theme_selected_bg_color", 1);
      gtk_snapshot_append_color (snapshot, &color, area);
      break;
    case TARN_MIRROR_ASKED:
      color = view_get_color (self, "theme_selected_bg_color", 1);
      append_stripes (snapshot, area, &color, FALSE);
      break;
    case TARN_MIRROR_MISSING:
      color = view_get_color (self, "error_color", 1);
      append_stripes (snapshot, area, &color, FALSE);
      append_stripes (snapshot, area, &color, TRUE);
      break;
    case TARN_MIRROR_OPEN:
    default:
      break;   /* the ground */
    }
}

static void
tarn_intervals_view_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  TarnIntervalsView *self = TARN_INTERVALS_VIEW (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GskRoundedRect frame;
  GdkRGBA ground = view_get_color (self, NULL, 0.12f);
  GdkRGBA edge = view_get_color (self, NULL, 0.35f);
  float x = 0;

  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, 0, width, height), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, &ground, &frame.bounds);
  if (self->stretches != NULL)
    {
      g_autofree float *widths = tarn_intervals_view_layout (self->stretches, width);

      for (guint i = 0; i < self->stretches->len; i++)
        {
          float start = rtl ? width - x - widths[i] : x;

          view_append (self, snapshot, &GRAPHENE_RECT_INIT (start, 0, widths[i], height),
                       g_array_index (self->stretches, TarnMirrorStretch, i).part);
          x += widths[i];
        }
    }
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &frame, (const float[]) { 1, 1, 1, 1 },
                              (const GdkRGBA[]) { edge, edge, edge, edge });
}

static void
tarn_intervals_view_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 40;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 200;
}

static void
tarn_intervals_view_finalize (GObject *object)
{
  TarnIntervalsView *self = TARN_INTERVALS_VIEW (object);

  g_clear_pointer (&self->stretches, g_array_unref);
  g_free (self->told);

  G_OBJECT_CLASS (tarn_intervals_view_parent_class)->finalize (object);
}

static void
tarn_intervals_view_class_init (TarnIntervalsViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = tarn_intervals_view_finalize;
  widget_class->snapshot = tarn_intervals_view_snapshot;
  widget_class->measure = tarn_intervals_view_measure;

  gtk_widget_class_set_css_name (widget_class, "intervals");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tarn_intervals_view_init (TarnIntervalsView *self)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               _("All names from the first to the last. Filled: read; striped: "
                                 "being asked for; empty: still to come; crossed: missing."));
}

static char *
describe (const GArray *stretches)
{
  guint n[4] = { 0 };

  for (guint i = 0; i < stretches->len; i++)
    n[g_array_index (stretches, TarnMirrorStretch, i).part]++;

  /* Translators: for a screen reader; stretches of the tree of names */
  return g_strdup_printf (_("%u stretches read, %u being asked for, %u still to come, %u missing"),
                          n[TARN_MIRROR_COVERED], n[TARN_MIRROR_ASKED], n[TARN_MIRROR_OPEN],
                          n[TARN_MIRROR_MISSING]);
}

void
tarn_intervals_view_set_stretches (TarnIntervalsView *self,
                                   GArray            *stretches)
{
  g_autofree char *told = NULL;

  g_return_if_fail (TARN_IS_INTERVALS_VIEW (self));

  if (stretches != NULL)
    g_array_ref (stretches);
  g_clear_pointer (&self->stretches, g_array_unref);
  self->stretches = stretches;
  gtk_widget_queue_draw (GTK_WIDGET (self));

  told = stretches != NULL ? describe (stretches) : g_strdup ("");
  if (g_strcmp0 (told, self->told) == 0)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, told, -1);
  g_free (self->told);
  self->told = g_steal_pointer (&told);
}
