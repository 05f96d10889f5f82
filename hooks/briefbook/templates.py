"""Sets Jinja up for our templates, which escape every value, and has it compile them to code that loses no time.

A page of ours puts some 450 values into place. Jinja looks each up by a function of its own, hands it, and each piece of
text between two, through a generator for every template that takes part in the page, and calls a macro by way of three
functions; markupsafe, in Python, makes an object of each escaped text, only for it to be joined with others. This was
half of the time that a page's template takes.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

_quickly: Callable[[str], str] = getattr(
    markupsafe, "_escape_inner", markupsafe.escape
)  # a private name; without it all is right, and slower


def prepare(environment: jinja2.Environment, ours: Collection[str]) -> None:
    """Have the templates of these names escape; the theme's below were written for an environment that does not.

    In ours, `a.b` is an attribute, and one that is not there is an error; what is called is a macro.
    """

    class Generator(CodeGenerator):
        """Jinja's, but for some ways of writing."""

        def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
            self.writeline(f"from {__name__} import {escaped.__name__}")
            super().visit_Template(node, frame)

        def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
            if self.name not in ours:
                super().visit_Getattr(node, frame)
                return
            self.write("(")
            self.visit(node.node, frame)
            self.write(f").{node.attr}")

        def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
            """A macro needs to know nothing of the place where it is called."""
            if self.name not in ours or forward_caller or node.dyn_args or node.dyn_kwargs:
                super().visit_Call(node, frame, forward_caller)
                return
            self.visit(node.node, frame)
            self.write("(")
            for argument in (*node.args, *node.kwargs):
                self.visit(argument, frame)
                self.write(", ")
            self.write(")")

        def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
            """What is included sees what the whole page is given, and not what was set where it stands."""
            if self.name not in ours:
                super().visit_Include(node, frame)
                return
            self.writeline(f"{frame.buffer}.extend(environment.get_template(", node)
            self.visit(node.template, frame)
            self.write(").root_render_func(context))")

        def enter_frame(self, frame: Frame) -> None:
            """A block, as a macro does, gathers its texts and gives them all at once."""
            if self.name in ours and frame.parent is None:
                self.buffer(frame)
            super().enter_frame(frame)

        def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
            super().leave_frame(frame, with_python_scope)
            if self.name in ours and frame.parent is None and (frame.block or not self.has_known_extends):
                self.writeline(f"yield concat({frame.buffer})")

        def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
            """All that stands between two tags becomes one text, by a format that Python compiles too."""
            finalize = self._make_finalize()
            if self.name not in ours or frame.require_output_check or len(node.nodes) == 1:
                super().visit_Output(node, frame)
                return
            texts = [each.data if isinstance(each, nodes.TemplateData) else None for each in node.nodes]
            format_ = "".join("%s" if text is None else text.replace("%", "%%") for text in texts)
            self.writeline(f"{frame.buffer}.append({format_!r} % (", node)
            for each, text in zip(node.nodes, texts, strict=True):
                if text is None:
                    self.newline(each)
                    self._output_child_pre(each, frame, finalize)
                    self.visit(each, frame)
                    self._output_child_post(each, frame, finalize)
                    self.write(",")
            self.write("))")

        def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
            if self.name in ours and finalize.src is None:
                self.write(f"{escaped.__name__}(")
            else:
                super()._output_child_pre(node, frame, finalize)

    environment.autoescape = lambda name: name in ours
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.auto_reload = False  # each build has its own environment, and each page needs seven templates
    environment.code_generator_class = Generator
    environment.get_template = _once(environment.get_template)  # type: ignore[method-assign]


def fault(error: Exception) -> str:
    """What is wrong where something cannot be made: in a template, with its line; of all else, what Python tells of it."""
    if isinstance(error, jinja2.TemplateNotFound):
        return f"There is no template '{error.name}'"
    places = [place for place in traceback.extract_tb(error.__traceback__) if not place.filename.endswith(".py")]
    if isinstance(error, jinja2.TemplateSyntaxError):
        file, line, told = error.filename or error.name, error.lineno, error.message
    elif places and (
        isinstance(error, jinja2.TemplateError) or places[-1] == traceback.extract_tb(error.__traceback__)[-1]
    ):
        file, line, told = places[-1].filename, places[-1].lineno or 1, str(error)
    else:
        return "".join(traceback.format_exception(error)).rstrip()
    if file and Path(file).is_relative_to(Path.cwd()):
        file = Path(file).relative_to(Path.cwd()).as_posix()
    return f"{file}:{line}: {told}"


def _once(get_template: Callable[..., jinja2.Template]) -> Callable[..., jinja2.Template]:
    """Jinja's look-up by name, which sees each time to what all templates can use, as if that could have changed."""

    @cache
    def get(*names: Any) -> jinja2.Template:
        template = get_template(*names)
        template.globals = dict(template.globals)  # they are gone through for each page, which takes longer in a chain
        return template

    return get


def escaped(value: object) -> str:
    """A value as it stands in HTML, in text or between quotation marks; what is HTML already stays."""
    if type(value) is str:
        return _quickly(value)
    if type(value) is int:
        return str(value)
    return value if type(value) is markupsafe.Markup else markupsafe.escape(value)
