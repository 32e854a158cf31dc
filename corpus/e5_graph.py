"""The encoder of multilingual-e5-small as an ONNX graph that keeps the 4-bit weights as they are.

Inputs: ``vectors`` fp32 (batch, tokens, 384), the sum of word, position and type vectors; ``mask`` int32 (batch,
tokens), 1 for a token and 0 for padding. Output: ``embedding`` fp32 (batch, 384) of unit length. The encoder is BERT's
with mean pooling (Wang et al. 2024); the operators beyond plain ONNX are onnxruntime's (domain com.microsoft).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.e5_weights import BLOCK, Weights

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

VERSION = 1
_DOMAIN = "com.microsoft"
_OPSET, _IR = 17, 8
_INT8_ACTIVATIONS = 4


def build_graph(weights: Weights) -> bytes:
    """The serialised ONNX model, some 13.5 MB; the same weights give the same bytes."""
    from onnx import TensorProto, helper

    builder = _Builder(weights)
    builder.encoder()
    graph = helper.make_graph(
        builder.nodes,
        "multilingual-e5-small-q4",
        [
            helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", "tokens", weights.sizes.hidden]),
            helper.make_tensor_value_info("mask", TensorProto.INT32, ["batch", "tokens"]),
        ],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", weights.sizes.hidden])],
        builder.constants,
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_DOMAIN, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR)
    return bytes(model.SerializeToString(deterministic=True))


class _Builder:
    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def encoder(self) -> None:
        sizes = self.weights.sizes
        names = ["vectors", self._vector("emb.ln.w"), self._vector("emb.ln.b")]
        self._node("LayerNormalization", names, "hidden", domain="", attributes={"axis": -1, "epsilon": sizes.epsilon})
        hidden = "hidden"
        for number in range(sizes.layers):
            hidden = self._layer(f"l{number}", hidden)
        self._pool(hidden)

    def _layer(self, name: str, hidden: str) -> str:
        sizes = self.weights.sizes
        parts = [self._matmul(f"{name}.{part}", hidden, sizes.hidden, sizes.hidden) for part in "qkv"]
        mixed = self._node(
            "MultiHeadAttention", [*parts, "", "mask"], f"{name}.mixed", attributes={"num_heads": sizes.heads}
        )
        attended = self._matmul(f"{name}.ao", mixed, sizes.hidden, sizes.hidden)
        hidden = self._norm(f"{name}.aln", attended, hidden)
        wide = self._matmul(f"{name}.fi", hidden, sizes.hidden, sizes.feed_forward, biased=False)
        wide = self._node("BiasGelu", [wide, self._vector(f"{name}.fi.b")], f"{name}.gelu")
        narrow = self._matmul(f"{name}.fo", wide, sizes.feed_forward, sizes.hidden)
        return self._norm(f"{name}.oln", narrow, hidden)

    def _matmul(self, name: str, source: str, inputs: int, outputs: int, *, biased: bool = True) -> str:
        blocks = self.weights.blocks(f"{name}.w", inputs)
        self._constant(f"{name}.w", _paired(blocks["codes"]))
        self._constant(f"{name}.scales", blocks["scale"].astype(np.float32).reshape(-1))
        names = [source, f"{name}.w", f"{name}.scales"]
        if biased:
            names += ["", "", self._vector(f"{name}.b")]
        form = {"bits": 4, "block_size": BLOCK, "accuracy_level": _INT8_ACTIVATIONS}
        return self._node("MatMulNBits", names, name, attributes={"K": inputs, "N": outputs} | form)

    def _norm(self, name: str, source: str, skip: str) -> str:
        parameters = [self._vector(f"{name}.w"), self._vector(f"{name}.b")]
        epsilon = self.weights.sizes.epsilon
        return self._node("SkipLayerNormalization", [source, skip, *parameters], name, attributes={"epsilon": epsilon})

    def _pool(self, hidden: str) -> None:
        """Mean over the unmasked tokens, then unit length; the division by the count falls out of the latter."""
        self._constant("second", np.array([1], dtype=np.int64))
        self._node("Cast", ["mask"], "mask.float", domain="", attributes={"to": 1})
        self._node("Unsqueeze", ["mask.float", "second"], "mask.row", domain="")
        self._node("MatMul", ["mask.row", hidden], "summed", domain="")
        self._node("Squeeze", ["summed", "second"], "total", domain="")
        self._node("LpNormalization", ["total"], "embedding", domain="", attributes={"axis": -1, "p": 2})

    def _vector(self, name: str) -> str:
        return self._constant(name, self.weights.floats(name))

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(
        self,
        kind: str,
        inputs: list[str],
        output: str,
        *,
        domain: str = _DOMAIN,
        attributes: Mapping[str, Any] | None = None,
    ) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, [output], output, domain=domain, **(attributes or {})))
        return output


def _paired(codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Nibble order j, j + 16 turned into 2 i, 2 i + 1, the order ``MatMulNBits`` wants; same shape (..., 16)."""
    nibbles = np.concatenate([codes & 15, codes >> 4], axis=-1)
    paired: NDArray[np.uint8] = nibbles[..., 0::2] | (nibbles[..., 1::2] << 4)
    return paired
