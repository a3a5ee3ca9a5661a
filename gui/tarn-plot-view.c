/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-plot-view.h"

#include <cairo-svg.h>
#include <glib/gi18n.h>

#include "tarn-plot-draw.h"

struct _TarnPlotView
{
  GtkWidget parent_instance;

  TarnPlot  plot;
  double    drag_end;    /* of the plot when dragging began */
};

G_DEFINE_FINAL_TYPE (TarnPlotView, tarn_plot_view, GTK_TYPE_WIDGET)

static void
draw (TarnPlotView *self,
      cairo_t      *cr,
      double        width,
      double        height)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &ink);
  tarn_plot_draw (&self->plot, cr, layout, &ink, width, height);
}

static void
tarn_plot_view_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  draw (TARN_PLOT_VIEW (widget), cr, width, height);
  cairo_destroy (cr);
}

/* How many seconds one pixel is. */
static double
get_pixel (TarnPlotView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)) - TARN_PLOT_LEFT - TARN_PLOT_RIGHT;
  double from, to;

  return tarn_plot_get_times (&self->plot, &from, &to) && width > 0 ? (to - from) / width : 0;
}

static void
move_to (TarnPlotView *self,
         double        span,
         double        end)
{
  self->plot.span = span;
  self->plot.end = end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Around the moment below the pointer, or the end. */
static void
zoom (TarnPlotView *self,
      double        factor)
{
  double share, moment, span, from, to;
  int width = gtk_widget_get_width (GTK_WIDGET (self)) - TARN_PLOT_LEFT - TARN_PLOT_RIGHT;

  if (!tarn_plot_get_times (&self->plot, &from, &to))
    return;

  share = self->plot.pointer >= TARN_PLOT_LEFT && width > 0
            ? (self->plot.pointer - TARN_PLOT_LEFT) / width : 1;
  span = CLAMP ((to - from) * factor, 10, 366. * 86400);
  moment = from + share * (to - from);
  move_to (self, span, share >= 1 ? self->plot.end : moment + (1 - share) * span);
}

static gboolean
scroll_cb (TarnPlotView *self,
           double        dx,
           double        dy)
{
  zoom (self, dy > 0 ? 1.25 : 0.8);
  return TRUE;
}

static void
drag_begin_cb (TarnPlotView *self)
{
  double from, to;

  if (tarn_plot_get_times (&self->plot, &from, &to))
    {
      self->drag_end = to;
      self->plot.span = to - from;
    }
}

static void
drag_update_cb (TarnPlotView *self,
                double        dx,
                double        dy)
{
  move_to (self, self->plot.span, self->drag_end - dx * get_pixel (self));
}

static void
motion_cb (TarnPlotView *self,
           double        x,
           double        y)
{
  self->plot.pointer = x;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
leave_cb (TarnPlotView *self)
{
  self->plot.pointer = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
key_cb (TarnPlotView    *self,
        guint            key,
        guint            code,
        GdkModifierType  modifiers)
{
  double span, from, to;

  if (!tarn_plot_get_times (&self->plot, &from, &to))
    return FALSE;

  span = to - from;
  switch (key)
    {
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      zoom (self, 0.5);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom (self, 2);
      return TRUE;
    case GDK_KEY_Left:
      move_to (self, span, to - span / 4);
      return TRUE;
    case GDK_KEY_Right:
      move_to (self, span, to + span / 4);
      return TRUE;
    case GDK_KEY_Home:
      move_to (self, 0, 0);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
tarn_plot_view_dispose (GObject *object)
{
  tarn_plot_view_set_list (TARN_PLOT_VIEW (object), NULL);

  G_OBJECT_CLASS (tarn_plot_view_parent_class)->dispose (object);
}

static void
tarn_plot_view_class_init (TarnPlotViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_plot_view_dispose;
  widget_class->snapshot = tarn_plot_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controller (TarnPlotView       *self,
                GtkEventController *controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
tarn_plot_view_init (TarnPlotView *self)
{
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->plot.pointer = -1;
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  add_controller (self, scroll);
  add_controller (self, motion);
  add_controller (self, keys);
  add_controller (self, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Plot of the watched values"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("The list of watched values tells the same in numbers"), -1);
}

void
tarn_plot_view_set_list (TarnPlotView  *self,
                         TarnWatchList *list)
{
  g_return_if_fail (TARN_IS_PLOT_VIEW (self));

  if (self->plot.list != NULL)
    g_signal_handlers_disconnect_by_data (self->plot.list, self);
  g_set_object (&self->plot.list, list);
  if (list != NULL)
    {
      g_signal_connect_swapped (list, "read", G_CALLBACK (gtk_widget_queue_draw), self);
      g_signal_connect_swapped (list, "items-changed", G_CALLBACK (gtk_widget_queue_draw), self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
tarn_plot_view_save (TarnPlotView  *self,
                     const char    *path,
                     GError       **error)
{
  int width, height;
  gboolean svg;
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (TARN_IS_PLOT_VIEW (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 320);
  height = MAX (gtk_widget_get_height (GTK_WIDGET (self)), 200);
  svg = g_str_has_suffix (path, ".svg");
  surface = svg ? cairo_svg_surface_create (path, width, height)
                : cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  draw (self, cr, width, height);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && !svg)
    status = cairo_surface_write_to_png (surface, path);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path,
               cairo_status_to_string (status));
  return FALSE;
}
