/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mirror-layout.h"

#define SPACING 6

/* Text of less is squeezed, unless it needs no more. */
#define COMFORT 300

struct _TarnMirrorLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (TarnMirrorLayout, tarn_mirror_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct
{
  GtkWidget *text;
  GtkWidget *buttons;
  int        text_min;
  int        text_natural;
  int        buttons_min;
  int        buttons_natural;
} Parts;

static void
get_parts (GtkWidget *widget,
           Parts     *parts)
{
  parts->text = gtk_widget_get_first_child (widget);
  parts->buttons = gtk_widget_get_next_sibling (parts->text);
  gtk_widget_measure (parts->text, GTK_ORIENTATION_HORIZONTAL, -1, &parts->text_min,
                      &parts->text_natural, NULL, NULL);
  gtk_widget_measure (parts->buttons, GTK_ORIENTATION_HORIZONTAL, -1, &parts->buttons_min,
                      &parts->buttons_natural, NULL, NULL);
}

static gboolean
fits_beside (const Parts *parts,
             int          width)
{
  return width < 0 || MAX (parts->text_min, MIN (parts->text_natural, COMFORT)) + SPACING
                      + parts->buttons_natural <= width;
}

static GtkSizeRequestMode
tarn_mirror_layout_get_request_mode (GtkLayoutManager *layout,
                                     GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
height_of (GtkWidget *widget,
           int        width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static void
tarn_mirror_layout_measure (GtkLayoutManager *layout,
                            GtkWidget        *widget,
                            GtkOrientation    orientation,
                            int               for_size,
                            int              *minimum,
                            int              *natural,
                            int              *minimum_baseline,
                            int              *natural_baseline)
{
  Parts parts;

  get_parts (widget, &parts);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (parts.text_min, parts.buttons_min);
      *natural = parts.text_natural + SPACING + parts.buttons_natural;
    }
  else if (fits_beside (&parts, for_size))
    {
      int width = for_size < 0 ? -1 : for_size - SPACING - parts.buttons_natural;

      *minimum = *natural = MAX (height_of (parts.text, width),
                                 height_of (parts.buttons, parts.buttons_natural));
    }
  else
    {
      *minimum = *natural = height_of (parts.text, MAX (for_size, parts.text_min)) + SPACING
                            + height_of (parts.buttons, MAX (for_size, parts.buttons_min));
    }
}

static void
tarn_mirror_layout_allocate (GtkLayoutManager *layout,
                             GtkWidget        *widget,
                             int               width,
                             int               height,
                             int               baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation text = { 0, 0, width, height };
  GtkAllocation buttons = text;
  Parts parts;

  get_parts (widget, &parts);
  if (fits_beside (&parts, width))
    {
      buttons.width = parts.buttons_natural;
      text.width = width - SPACING - buttons.width;
      text.x = rtl ? width - text.width : 0;
      buttons.x = rtl ? 0 : width - buttons.width;
    }
  else
    {
      text.height = height_of (parts.text, MAX (width, parts.text_min));
      buttons.y = text.height + SPACING;
      buttons.height = MAX (height - buttons.y, 0);
    }

  gtk_widget_size_allocate (parts.text, &text, -1);
  gtk_widget_size_allocate (parts.buttons, &buttons, -1);
}

static void
tarn_mirror_layout_class_init (TarnMirrorLayoutClass *class)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (class);

  layout_class->get_request_mode = tarn_mirror_layout_get_request_mode;
  layout_class->measure = tarn_mirror_layout_measure;
  layout_class->allocate = tarn_mirror_layout_allocate;
}

static void
tarn_mirror_layout_init (TarnMirrorLayout *self)
{
}
