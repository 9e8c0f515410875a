"""The tree of a checked expression, as CEL writes it down itself.

Messages and numbers are those of `cel/expr/checked.proto` and `syntax.proto`
(github.com/google/cel-spec), as far as `translate` looks at them.
"""

from functools import lru_cache
from typing import Any

from google.protobuf.any_pb2 import Any as Packed
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass

_PACKAGE = "cel.expr"
_MESSAGES = {
    "CheckedExpr": {"reference_map": (2, "Referred*"), "expr": (4, "Expr")},
    "Referred": {"key": (1, "int64"), "value": (2, "Reference")},
    "Reference": {"name": (1, "string"), "overload_id": (3, "string*")},
    "Expr": {
        "id": (2, "int64"),
        "const_expr": (3, "Constant"),
        "ident_expr": (4, "Ident"),
        "select_expr": (5, "Select"),
        "call_expr": (6, "Call"),
        "list_expr": (7, "CreateList"),
    },
    "Constant": {
        "bool_value": (2, "bool"),
        "int64_value": (3, "int64"),
        "double_value": (5, "double"),
        "string_value": (6, "string"),
    },
    "Ident": {"name": (1, "string")},
    "Select": {"operand": (1, "Expr"), "field": (2, "string"), "test_only": (3, "bool")},
    "Call": {"target": (1, "Expr"), "function": (2, "string"), "args": (3, "Expr*")},
    "CreateList": {"elements": (1, "Expr*")},
}
_SCALARS = {
    "bool": FieldDescriptorProto.TYPE_BOOL,
    "int64": FieldDescriptorProto.TYPE_INT64,
    "double": FieldDescriptorProto.TYPE_DOUBLE,
    "string": FieldDescriptorProto.TYPE_STRING,
}


class Tree:
    """A checked expression: its root, the names in it, and what each of its calls means."""

    def __init__(self, serialized: bytes) -> None:
        """Read what `Expression.serialize` of the library gives."""
        packed, checked = Packed.FromString(serialized), _checked_expr()()
        packed.Unpack(checked)
        self.root: Any = checked.expr
        self._meant = {one.key: one.value.overload_id for one in checked.reference_map}
        self.names = {one.value.name for one in checked.reference_map}

    def meaning(self, call: Any) -> str:
        """Name the overload of a call («less_double»); empty when it may be one of several."""
        overloads = self._meant.get(call.id, ())
        return overloads[0] if len(overloads) == 1 else ""


@lru_cache(maxsize=1)
def _checked_expr() -> Any:
    file = FileDescriptorProto(name="checked.proto", package=_PACKAGE, syntax="proto2")
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        message.field.extend(_field(*entry) for entry in fields.items())
    pool = DescriptorPool()
    pool.AddSerializedFile(file.SerializeToString())
    return GetMessageClass(pool.FindMessageTypeByName(f"{_PACKAGE}.CheckedExpr"))


def _field(name: str, told: tuple[int, str]) -> FieldDescriptorProto:
    number, kind = told
    plain = kind.removesuffix("*")
    many = plain != kind
    field = FieldDescriptorProto(
        name=name,
        number=number,
        label=FieldDescriptorProto.LABEL_REPEATED if many else FieldDescriptorProto.LABEL_OPTIONAL,
        type=_SCALARS.get(plain, FieldDescriptorProto.TYPE_MESSAGE),
    )
    if plain not in _SCALARS:
        field.type_name = f".{_PACKAGE}.{plain}"
    return field
