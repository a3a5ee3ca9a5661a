/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-plot-draw.h"

#include <glib/gi18n.h>
#include <math.h>

#include "tarn-plot-scale.h"

/* Where it is drawn. */
typedef struct
{
  cairo_t     *cr;
  PangoLayout *layout;
  GdkRGBA      ink;
  double       width;
  double       height;
  double       from;      /* seconds               */
  double       to;
  double       low;
  double       high;
} Drawing;

void
tarn_plot_get_line (guint    n,
                    GdkRGBA *colour,
                    double  *dashes,
                    int     *n_dashes)
{
  static const char * const colours[] = {
    "#3584e4", "#e66100", "#2ec27e", "#9141ac", "#c01c28", "#986a44",
  };
  static const struct
  {
    double dashes[4];
    int    n;
  } styles[] = {
    { { 0 }, 0 }, { { 8, 4 }, 2 }, { { 2, 3 }, 2 }, { { 8, 3, 2, 3 }, 4 },
  };
  guint style = n % G_N_ELEMENTS (styles);

  gdk_rgba_parse (colour, colours[n % G_N_ELEMENTS (colours)]);
  for (int i = 0; i < styles[style].n; i++)
    dashes[i] = styles[style].dashes[i];
  *n_dashes = styles[style].n;
}

static double
to_x (const Drawing *self,
      double         seconds)
{
  return TARN_PLOT_LEFT + (seconds - self->from) / (self->to - self->from) * (self->width - TARN_PLOT_LEFT - TARN_PLOT_RIGHT);
}

static double
to_y (const Drawing *self,
      double         value)
{
  return self->height - TARN_PLOT_BOTTOM
         - (value - self->low) / (self->high - self->low) * (self->height - TARN_PLOT_TOP - TARN_PLOT_BOTTOM);
}

static TarnWatchItem *
get_item (const TarnPlot *self,
          guint           n)
{
  g_autoptr(TarnWatchItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), n);

  return item;   /* the list has it */
}

static guint
count_items (const TarnPlot *self)
{
  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

/* FALSE: there is nothing to draw. */
static gboolean
find_times (const TarnPlot *self,
            Drawing        *drawing)
{
  double first = INFINITY, last = -INFINITY;

  for (guint i = 0; i < count_items (self); i++)
    {
      TarnSeries *series = tarn_watch_item_get_series (get_item (self, i));
      guint n = tarn_series_get_n (series);

      if (n == 0)
        continue;
      first = MIN (first, (double) tarn_series_get (series, 0)->time_us / G_USEC_PER_SEC);
      last = MAX (last, (double) tarn_series_get (series, n - 1)->time_us / G_USEC_PER_SEC);
    }
  if (!isfinite (first))
    return FALSE;

  drawing->to = self->end > 0 ? self->end : last;
  drawing->from = self->span > 0 ? drawing->to - self->span : first;
  if (drawing->to - drawing->from < 10)
    drawing->to = drawing->from + 10;
  return TRUE;
}

static gboolean
is_within (const Drawing    *self,
           const TarnSample *sample)
{
  double seconds = (double) sample->time_us / G_USEC_PER_SEC;

  return !isnan (sample->value) && seconds >= self->from && seconds <= self->to;
}

static void
find_values (const TarnPlot *self,
             Drawing        *drawing)
{
  double low = INFINITY, high = -INFINITY, room;

  for (guint i = 0; i < count_items (self); i++)
    {
      TarnSeries *series = tarn_watch_item_get_series (get_item (self, i));

      for (guint k = 0; tarn_watch_item_is_shown (get_item (self, i))
                        && k < tarn_series_get_n (series); k++)
        if (is_within (drawing, tarn_series_get (series, k)))
          {
            low = MIN (low, tarn_series_get (series, k)->value);
            high = MAX (high, tarn_series_get (series, k)->value);
          }
    }

  if (!isfinite (low))
    low = high = 0;
  if (low > 0 && low < high / 2)
    low = 0;

  /* A line that does not move is in the middle, and none lies on the frame, but that of 0. */
  room = (high - low) * 0.05;
  if (high - low < 1e-9 * MAX (fabs (high), 1))
    room = MAX (fabs (low) * 0.05, 1);
  drawing->low = low >= 0 ? MAX (low - room, 0) : low - room;
  drawing->high = high + room;
}

static void
draw_text (const Drawing *self,
           const char    *text,
           double         x,
           double         y,
           double         align_x,
           double         align_y)
{
  int width, height;

  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_pixel_size (self->layout, &width, &height);
  cairo_move_to (self->cr, x - width * align_x, y - height * align_y);
  pango_cairo_show_layout (self->cr, self->layout);
}

static void
draw_line (const Drawing *self,
           double         x1,
           double         y1,
           double         x2,
           double         y2)
{
  cairo_move_to (self->cr, x1, y1);
  cairo_line_to (self->cr, x2, y2);
  cairo_stroke (self->cr);
}

static char *
format_clock (double seconds,
              double step)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local ((gint64) seconds);

  if (time == NULL)
    return g_strdup ("");
  return g_date_time_format (time, step >= 86400 ? "%x" : "%X");
}

static void
draw_axes (const Drawing *self)
{
  guint across = (guint) MAX (1, (self->width - TARN_PLOT_LEFT - TARN_PLOT_RIGHT) / 120);
  guint up = (guint) MAX (1, (self->height - TARN_PLOT_TOP - TARN_PLOT_BOTTOM) / 50);
  TarnPlotScale times = tarn_plot_scale_times (self->from, self->to, across);
  TarnPlotScale values = tarn_plot_scale_numbers (self->low, self->high, up);

  cairo_set_line_width (self->cr, 1);
  for (guint i = 0; i < values.n; i++)
    {
      double value = values.first + i * values.step;
      double y = floor (to_y (self, value)) + 0.5;
      g_autofree char *text = tarn_plot_scale_format (&values, value);

      cairo_set_source_rgba (self->cr, self->ink.red, self->ink.green, self->ink.blue, 0.15);
      draw_line (self, TARN_PLOT_LEFT, y, self->width - TARN_PLOT_RIGHT, y);
      cairo_set_source_rgba (self->cr, self->ink.red, self->ink.green, self->ink.blue, 0.8);
      draw_text (self, text, TARN_PLOT_LEFT - 6, y, 1, 0.5);
    }
  for (guint i = 0; i < times.n; i++)
    {
      double seconds = times.first + i * times.step;
      double x = floor (to_x (self, seconds)) + 0.5;
      g_autofree char *text = format_clock (seconds, times.step);

      cairo_set_source_rgba (self->cr, self->ink.red, self->ink.green, self->ink.blue, 0.15);
      draw_line (self, x, TARN_PLOT_TOP, x, self->height - TARN_PLOT_BOTTOM);
      cairo_set_source_rgba (self->cr, self->ink.red, self->ink.green, self->ink.blue, 0.8);
      draw_text (self, text, x, self->height - TARN_PLOT_BOTTOM + 4, 0.5, 0);
    }
}

static void
draw_series (const Drawing *self,
             TarnSeries    *series,
             guint          number)
{
  double dashes[4];
  int n_dashes;
  GdkRGBA colour;
  gboolean down = FALSE;

  tarn_plot_get_line (number, &colour, dashes, &n_dashes);
  gdk_cairo_set_source_rgba (self->cr, &colour);
  cairo_set_dash (self->cr, dashes, n_dashes, 0);
  cairo_set_line_width (self->cr, 2);
  for (guint i = 0; i < tarn_series_get_n (series); i++)
    {
      const TarnSample *sample = tarn_series_get (series, i);
      double x = to_x (self, (double) sample->time_us / G_USEC_PER_SEC);
      double y = isnan (sample->value) ? 0 : to_y (self, sample->value);

      if (isnan (sample->value))
        {
          down = FALSE;
          continue;
        }
      if (down)
        cairo_line_to (self->cr, x, y);
      else
        {
          cairo_move_to (self->cr, x, y);
          cairo_line_to (self->cr, x + 0.1, y);   /* one alone is a dot */
        }
      down = TRUE;
    }
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
}

/* The last sample at or before that time. */
static const TarnSample *
find_sample (TarnSeries *series,
             double      seconds)
{
  const TarnSample *found = NULL;

  for (guint i = 0; i < tarn_series_get_n (series); i++)
    {
      const TarnSample *sample = tarn_series_get (series, i);

      if ((double) sample->time_us / G_USEC_PER_SEC > seconds)
        break;
      found = sample;
    }
  return found;
}

/* "name  value" of each line at that time. */
static GPtrArray *
list_values (const TarnPlot *self,
             double          seconds)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < count_items (self); i++)
    {
      TarnWatchItem *item = get_item (self, i);
      const TarnSample *sample = find_sample (tarn_watch_item_get_series (item), seconds);
      g_autofree char *name = tarn_watch_item_dup_name (item);

      if (tarn_watch_item_is_shown (item) && sample != NULL && !isnan (sample->value))
        g_ptr_array_add (values, g_strdup_printf ("%s  %'.6g", name, sample->value));
    }
  return values;
}

/* What is told beside the pointer: as many lines as there is room for. */
static char *
dup_told (const TarnPlot *self,
          const Drawing  *drawing,
          double          seconds)
{
  g_autofree char *clock = format_clock (seconds, 1);
  g_autoptr(GPtrArray) values = list_values (self, seconds);
  GString *text = g_string_new (clock);
  guint n_lines, n;
  int height;

  pango_layout_set_text (drawing->layout, clock, -1);
  pango_layout_get_pixel_size (drawing->layout, NULL, &height);
  n_lines = (guint) MAX (2, (drawing->height - TARN_PLOT_TOP - TARN_PLOT_BOTTOM) / MAX (height, 1) - 1);
  n = values->len <= n_lines ? values->len : n_lines - 1;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\n%s", (char *) values->pdata[i]);
  if (n < values->len)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", values->len - n),
                              values->len - n);
    }
  return g_string_free (text, FALSE);
}

static void
draw_pointer (const TarnPlot *self,
              const Drawing  *drawing)
{
  double share = (self->pointer - TARN_PLOT_LEFT)
                 / (drawing->width - TARN_PLOT_LEFT - TARN_PLOT_RIGHT);
  gboolean is_left = self->pointer > drawing->width / 2;
  g_autofree char *text = dup_told (self, drawing,
                                    drawing->from + share * (drawing->to - drawing->from));
  int width, height;

  gdk_cairo_set_source_rgba (drawing->cr, &drawing->ink);
  cairo_set_line_width (drawing->cr, 1);
  draw_line (drawing, self->pointer, TARN_PLOT_TOP, self->pointer, drawing->height - TARN_PLOT_BOTTOM);
  pango_layout_set_text (drawing->layout, text, -1);
  pango_layout_get_pixel_size (drawing->layout, &width, &height);
  cairo_set_source_rgba (drawing->cr, 1 - drawing->ink.red, 1 - drawing->ink.green,
                         1 - drawing->ink.blue, 0.85);
  cairo_rectangle (drawing->cr, is_left ? self->pointer - width - 14 : self->pointer + 4,
                   TARN_PLOT_TOP, width + 10, height + 6);
  cairo_fill (drawing->cr);
  gdk_cairo_set_source_rgba (drawing->cr, &drawing->ink);
  draw_text (drawing, text, is_left ? self->pointer - width - 9 : self->pointer + 9,
             TARN_PLOT_TOP + 3, 0, 0);
}

gboolean
tarn_plot_get_times (const TarnPlot *self,
                     double         *from,
                     double         *to)
{
  Drawing drawing = { 0 };

  if (!find_times (self, &drawing))
    return FALSE;
  *from = drawing.from;
  *to = drawing.to;
  return TRUE;
}

void
tarn_plot_draw (const TarnPlot *self,
                cairo_t        *cr,
                PangoLayout    *layout,
                const GdkRGBA  *ink,
                double          width,
                double          height)
{
  Drawing drawing = { .cr = cr, .layout = layout, .ink = *ink, .width = width, .height = height };

  if (!find_times (self, &drawing))
    return;

  find_values (self, &drawing);
  draw_axes (&drawing);
  cairo_save (cr);
  cairo_rectangle (cr, TARN_PLOT_LEFT, TARN_PLOT_TOP - 2, width - TARN_PLOT_LEFT - TARN_PLOT_RIGHT,
                   height - TARN_PLOT_TOP - TARN_PLOT_BOTTOM + 4);
  cairo_clip (cr);
  for (guint i = 0; i < count_items (self); i++)
    if (tarn_watch_item_is_shown (get_item (self, i)))
      draw_series (&drawing, tarn_watch_item_get_series (get_item (self, i)), i);
  cairo_restore (cr);
  if (self->pointer >= TARN_PLOT_LEFT && self->pointer <= width - TARN_PLOT_RIGHT)
    draw_pointer (self, &drawing);
}
