{#- Subject of an exam: by its name, else by its code; codes that regions use differently are not in the seed.
    Goes with gia_subject_joins(). -#}
{% macro gia_subject() -%}
coalesce(by_name.subject_code, by_code.subject_code)
{%- endmacro %}


{% macro gia_subject_joins() -%}
left join {{ ref('gia_subject') }} as by_name
    on
        by_name.key_kind = 'name'
        and by_name.key = {{ name_key(regexp_replace_first('lower(raw.subject_raw)', ' *[(]?гвэ(-9|-11)?[)]? *', '')) }}
        and by_name.exam_kind in ('any', raw.exam_kind)
left join {{ ref('gia_subject') }} as by_code
    on
        by_code.key_kind = 'code'
        and by_code.key = raw.subject_code_raw
        and by_code.exam_kind in ('any', raw.exam_kind)
{%- endmacro %}


{#- Kind of the exam: oge, ege or gve. Protocols of both levels carry ГВЭ as exams 51 and 52 or by name. -#}
{% macro gia_exam_kind() -%}
case when lower(raw.subject_raw) like '%гвэ%' or raw.subject_code_raw in ('51', '52') then 'gve' else raw.exam_kind end
{%- endmacro %}


{#- Who sat the exam: salted key of the name (with the document where the file has it), else the participant code.
    A row that names nobody stands for itself. -#}
{% macro gia_person_id() -%}
coalesce(
            raw.person_key || coalesce('-' || raw.document_key, ''),
            'code:' || raw.participant_code,
            'row:' || raw._import_id || ':' || cast(raw._source_row as string)
        )
{%- endmacro %}
